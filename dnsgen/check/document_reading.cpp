#include "check/document_reading.hpp"

#include "check/discovery_json.hpp"
#include "http/signed_content.hpp"
#include "http/url.hpp"
#include "trace/autoconfig_reader.hpp"
#include "trace/client.hpp"
#include "trace/profile_reader.hpp"
#include "trace/words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::check {

namespace {

using trace::MailServer;
using trace::Settings;
using Told = Result<Settings>;

constexpr std::string_view profile_type = "application/x-apple-aspen-config";

Error elsewhere(const std::string& to) {
    return {Errc::unavailable, "clients are sent to " + to};
}

Told taken(const Result<trace::PoxAnswer>& answer) {
    if (!answer) return answer.error();
    if (!answer->redirect_url.empty()) return elsewhere(answer->redirect_url);
    if (!answer->redirect_address.empty()) return elsewhere(answer->redirect_address);
    return answer->settings;
}

/// What is inside a signature, if there is one.
Result<std::string> unsigned_profile(std::string_view body) {
    const auto begins = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begins != body.npos && body[begins] == '<') return std::string(body);
    return http::signed_content(body);
}

Told read_profile_document(
    std::string_view content_type, std::string_view body, const Address& address
) {
    const auto type = trace::media_type(content_type);
    if (type != profile_type)
        return Error{
            Errc::bad_request, "Content-Type " + type + ", not " + std::string(profile_type)};
    const auto plist = unsigned_profile(body);
    return plist ? trace::read_profile(*plist, address) : plist.error();
}

struct PaccName {
    std::string_view name;
    std::string_view kind;
    std::uint16_t port; ///< of implicit TLS; 0: found by URL
};
constexpr std::array pacc_names{
    PaccName{"imap", "imap", 993},
    PaccName{"pop3", "pop3", 995},
    PaccName{"submit", "smtp", 465},
    PaccName{"smtp", "smtp", 465}};

void add_pacc(const std::string& name, const std::string& place, Settings& settings) {
    const auto* const row = std::ranges::find(pacc_names, name, &PaccName::name);
    if (row == pacc_names.end()) {
        settings.dav.push_back({name, place, ""});
        return;
    }
    auto& server = row->kind == "smtp" ? settings.outgoing : settings.incoming;
    if (!server) server = MailServer{std::string(row->kind), place, row->port, {}, "", ""};
}

void describe(const std::optional<MailServer>& server, std::string& text) {
    if (!server) return;
    text += (text.empty() ? "" : "; ") + trace::summary(*server);
    if (!server->user_name.empty()) text += ", as " + server->user_name;
    if (!server->authentication.empty()) text += " (" + server->authentication + ")";
}

bool same_server(std::optional<MailServer> a, std::optional<MailServer> b, bool users) {
    for (auto* server : {&a, &b})
        if (*server && !users) (*server)->user_name.clear();
    return a == b;
}

bool same_accounts(std::vector<trace::DavAccount> a, std::vector<trace::DavAccount> b, bool users) {
    for (auto* accounts : {&a, &b})
        for (auto& account : *accounts)
            if (!users) account.user_name.clear();
    return a == b;
}

/// Two documents that a client refuses are alike for it, whatever it says of them.
bool same(const Told& a, const Told& b, bool users) {
    if (a.has_value() != b.has_value()) return false;
    if (a)
        return same_server(a->incoming, b->incoming, users) &&
               same_server(a->outgoing, b->outgoing, users) && same_accounts(a->dav, b->dav, users);
    const bool sent = a.error().code == Errc::unavailable;
    if (sent != (b.error().code == Errc::unavailable)) return false;
    return !sent || a.error().what == b.error().what;
}

} // namespace

Readings read_autoconfig_as_clients(
    std::string_view content_type, std::string_view body, const Address& address
) {
    Readings readings;
    for (const auto& client : trace::clients())
        if (client.documents)
            readings.push_back(
                {client.title,
                 trace::read_autoconfig(*client.documents, content_type, body, address)}
            );
    return readings;
}

Readings read_autodiscover_as_clients(
    std::string_view content_type, std::string_view body, const Address& address
) {
    Readings readings;
    for (const auto& client : trace::clients())
        if (client.pox)
            readings.push_back(
                {client.title, taken(trace::read_pox(*client.pox, content_type, body, address))}
            );
    return readings;
}

Readings read_profile_as_devices(
    std::string_view content_type, std::string_view body, const Address& address
) {
    return {{"Apple Mail", read_profile_document(content_type, body, address)}};
}

Readings read_pacc_as_clients(std::string_view, std::string_view body, const Address&) {
    const auto told = read_pacc(body);
    if (!told) return {{"clients of PACC", told.error()}};
    Settings settings;
    for (const auto& [name, place] : *told)
        add_pacc(name, place, settings);
    Readings readings{{"clients of PACC", settings}};
    if (const auto pop = told->find("pop3"); pop != told->end()) {
        settings.incoming.reset();
        add_pacc(pop->first, pop->second, settings);
        readings.push_back({"clients of PACC with POP3", settings});
    }
    return readings;
}

Readings read_json_as_clients(std::string_view, std::string_view body, const Address&) {
    const auto url = read_autodiscover_json(body);
    if (!url) return {{"Outlook", url.error()}};
    Settings settings;
    settings.dav.push_back({"URL", *url, ""});
    return {{"Outlook", settings}};
}

bool is_readable(const Readings& readings) {
    return std::ranges::any_of(readings, [](const Reading& reading) {
        return reading.settings || reading.settings.error().code == Errc::unavailable;
    });
}

std::string described(const Result<trace::Settings>& settings) {
    if (!settings) return settings.error().what;
    std::string text;
    describe(settings->incoming, text);
    describe(settings->outgoing, text);
    for (const auto& account : settings->dav)
        text += (text.empty() ? "" : "; ") + account.kind + ' ' + account.url;
    return text.empty() ? "nothing" : text;
}

Difference difference(const Readings& ours, const Readings& theirs, bool users) {
    Difference found;
    for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
        if (same(ours[i].settings, theirs[i].settings, users)) continue;
        if (found.clients.empty()) {
            found.ours = described(ours[i].settings);
            found.theirs = described(theirs[i].settings);
        }
        found.clients.append(found.clients.empty() ? "" : ", ").append(ours[i].client);
    }
    if (!found.clients.empty() || ours.size() == theirs.size()) return found;
    const auto& longer = ours.size() > theirs.size() ? ours : theirs;
    found.clients = longer.back().client;
    found.ours = described(ours.back().settings);
    found.theirs = described(theirs.back().settings);
    return found;
}

std::vector<std::string> hosts_of(const Readings& readings) {
    std::vector<std::string> hosts;
    for (const auto& [client, settings] : readings) {
        if (!settings) continue;
        for (const auto* server : {&settings->incoming, &settings->outgoing})
            if (*server) hosts.push_back((*server)->host);
        for (const auto& account : settings->dav)
            if (const auto url = http::parse_url(account.url)) hosts.push_back(url->host);
    }
    return hosts;
}

} // namespace fingerpost::check
