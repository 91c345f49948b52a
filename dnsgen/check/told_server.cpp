#include "check/told_server.hpp"

#include "check/endpoint_checks.hpp"
#include "http/url.hpp"

#include <algorithm>
#include <tuple>

namespace fingerpost::check {

namespace {

AccountSettings settings_of(const Subject& subject) {
    return {subject.offer, subject.domain, std::nullopt};
}

/// All ways to log in at this server: the catalog has a row for each.
std::vector<Authentication> logins_of(const Offer& offer, const Server& told) {
    std::vector<Authentication> logins;
    const auto place = [](const Server& server) {
        return std::tie(server.service, server.security, server.port, server.host);
    };
    for (const auto& server : offer.servers)
        if (place(server) == place(told) && std::ranges::count(logins, server.authentication) == 0)
            logins.push_back(server.authentication);
    return logins;
}

void add(std::vector<ToldServer>& told, ToldServer server) {
    const auto is_same = [&](const ToldServer& other) { return other.endpoint == server.endpoint; };
    if (std::ranges::none_of(told, is_same)) told.push_back(std::move(server));
}

const Check& check_of(DavService service) {
    return service == DavService::jmap ? endpoint_check("endpoint-jmap")
                                       : endpoint_check("endpoint-dav");
}

} // namespace

probe::Dialogue dialogue_of(Service service) {
    switch (service) {
    case Service::imap: return probe::Dialogue::imap;
    case Service::pop3: return probe::Dialogue::pop3;
    case Service::submission: return probe::Dialogue::smtp;
    case Service::managesieve: return probe::Dialogue::managesieve;
    }
    return probe::Dialogue::none;
}

probe::Protection protection_of(Security security) {
    if (security == Security::tls) return probe::Protection::tls;
    return security == Security::starttls ? probe::Protection::starttls : probe::Protection::none;
}

std::string title(const probe::Endpoint& endpoint) {
    const bool web = endpoint.dialogue == probe::Dialogue::none;
    const auto service = web ? "web" : std::string(probe::name(endpoint.dialogue));
    return endpoint.host + " port " + std::to_string(endpoint.port) + " (" + service + ", " +
           std::string(probe::name(endpoint.protection)) + ')';
}

std::vector<std::string> visited_addresses(Evidence& evidence, const std::string& host) {
    auto addresses = evidence.addresses(host);
    addresses.resize(std::min(addresses.size(), addresses_visited_max));
    return addresses;
}

std::vector<ToldUrl> told_urls(const Subject& subject) {
    const auto settings = settings_of(subject);
    std::vector<ToldUrl> told;
    const auto add_url = [&](const Check& check, std::string url) {
        const auto is_same = [&](const ToldUrl& other) {
            return &other.check == &check && other.url == url;
        };
        if (!url.empty() && std::ranges::none_of(told, is_same))
            told.push_back({check, std::move(url)});
    };
    for (const auto& server : subject.offer.dav_servers)
        add_url(check_of(server.service), settings.common_url(server));
    add_url(endpoint_check("endpoint-eas"), settings.attribute(AttributeId::activesync));
    add_url(endpoint_check("endpoint-ews"), settings.attribute(AttributeId::ews));
    return told;
}

std::vector<ToldServer> told_endpoints(const Subject& subject) {
    const auto settings = settings_of(subject);
    auto servers = told_servers(subject.offer);
    for (const auto& server : subject.offer.servers)
        if (server.service == Service::managesieve) servers.push_back(&server);
    std::vector<ToldServer> told;
    for (const auto* server : servers) {
        const probe::Endpoint endpoint{
            dialogue_of(server->service),
            protection_of(server->security),
            settings.host(*server),
            "",
            server->port};
        add(told, {endpoint, logins_of(subject.offer, *server)});
    }
    for (const auto& [check, text] : told_urls(subject)) {
        const auto url = http::parse_url(text);
        if (!url) continue;
        const auto protection = url->tls ? probe::Protection::tls : probe::Protection::none;
        add(told, {{probe::Dialogue::none, protection, url->host, "", url->port}});
    }
    return told;
}

} // namespace fingerpost::check
