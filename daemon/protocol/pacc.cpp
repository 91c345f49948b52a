#include "protocol/pacc.hpp"

#include "base/text.hpp"
#include "catalog/picture.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/url.hpp"
#include "protocol/digest.hpp"
#include "protocol/xml_scan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace fingerpost::protocol {

namespace {

namespace json = boost::json;

constexpr std::uint16_t https_port = 443;

struct MailName {
    std::string_view name;
    Service service;
    std::uint16_t port; ///< of implicit TLS, the only one that can be told
};
constexpr std::array mail_names{
    MailName{"imap", Service::imap, 993},
    MailName{"pop3", Service::pop3, 995},
    MailName{"smtp", Service::submission, 465},   // draft -02
    MailName{"submit", Service::submission, 465}, // draft -03
};

struct DavName {
    std::string_view name;
    DavService service;
};
constexpr std::array dav_names{
    DavName{"caldav", DavService::caldav},
    DavName{"carddav", DavService::carddav},
    DavName{"jmap", DavService::jmap},
};

bool is_whole_address(std::string_view user_name) {
    return user_name == "%EMAILADDRESS%" || user_name == "%EMAILLOCALPART%@%EMAILDOMAIN%";
}

bool takes_password(const Server& server) {
    return server.authentication == Authentication::password ||
           server.authentication == Authentication::encrypted_password;
}

/// The value of "protocols", by name, and whether any of them takes a password.
struct Protocols {
    std::map<std::string_view, json::object> by_name;
    bool password = false;
};

void add_mail(const AccountSettings& settings, bool oauth, Protocols& protocols) {
    for (const auto& [name, service, port] : mail_names) {
        const auto fits = [&, service = service, port = port](const Server& server) {
            const bool login = takes_password(server) ||
                               (oauth && server.authentication == Authentication::oauth2);
            return server.service == service && server.security == Security::tls &&
                   server.port == port && login && is_whole_address(server.user_name);
        };
        const auto server = std::ranges::find_if(settings.offer.servers, fits);
        if (server == settings.offer.servers.end()) continue;
        protocols.by_name[name] = {{"host", settings.host(*server)}};
        protocols.password = protocols.password || takes_password(*server);
    }
}

void add_dav(const AccountSettings& settings, Protocols& protocols) {
    for (const auto& [name, service] : dav_names) {
        const auto fits = [&, service = service](const DavServer& server) {
            return server.service == service && server.tls && server.port == https_port &&
                   (server.user_name.empty() || is_whole_address(server.user_name));
        };
        const auto server = std::ranges::find_if(settings.offer.dav_servers, fits);
        if (server == settings.offer.dav_servers.end()) continue;
        const auto url = settings.common_url(*server);
        // a DAV service is told by its own path; the root is where clients look anyway
        if (service != DavService::jmap && parse_url(url)->path == "/") continue;
        protocols.by_name[name] = {{"url", url}};
        protocols.password = true;
    }
}

void add_file_share(const AccountSettings& settings, Protocols& protocols) {
    const auto text = settings.attribute(AttributeId::file_share);
    const auto url = parse_url(text);
    if (!url || url->port != 0 || url->path == "/" || has_placeholder(text)) return;
    protocols.by_name["webdav"] = {{"url", ascii_url(text)}};
    protocols.password = true;
}

Protocols protocols_of(const AccountSettings& settings) {
    Protocols protocols;
    add_mail(settings, settings.offer.attributes.has(AttributeId::oauth_issuer), protocols);
    add_dav(settings, protocols);
    add_file_share(settings, protocols);
    return protocols;
}

/// One line of text for people, in UTF-8 and not too long.
std::string label(const std::string& text, std::size_t characters) {
    return first_characters(mended_xml_text(one_line(text)), characters);
}

json::object provider_info(const AccountSettings& settings) {
    json::object provider;
    const auto logo = ascii_url(settings.attribute(AttributeId::logo));
    if (const auto type = picture_type(logo.substr(0, logo.find_first_of("?#"))); !type.empty())
        provider["logo"] = json::array{{{"content-type", type}, {"url", logo}}};
    provider["name"] = label(settings.expanded(settings.provider_name()), 60);
    provider["shortName"] = label(settings.expanded(settings.provider_short_name()), 20);
    return provider;
}

json::object help_info(const AccountSettings& settings) {
    json::object help;
    if (const auto contact = settings.attribute(AttributeId::contact); !contact.empty())
        help["contact"] = json::array{ascii_url(contact)};
    if (const auto developer = settings.attribute(AttributeId::developer); !developer.empty())
        help["developer"] = ascii_url(developer);
    if (const auto page = settings.attribute(AttributeId::documentation); !page.empty())
        help["documentation"] = ascii_url(page);
    return help;
}

json::object authentication(const AccountSettings& settings, bool password) {
    json::object ways;
    if (const auto issuer = settings.attribute(AttributeId::oauth_issuer); !issuer.empty())
        ways["oauth-public"] = {{"issuer", issuer}};
    ways["password"] = password;
    return ways;
}

} // namespace

bool offers_pacc(const Offer& offer, const std::string& domain) {
    return !protocols_of({offer, domain, std::nullopt}).by_name.empty();
}

Result<std::string> pacc_document(const Offer& offer, const std::string& domain) {
    const AccountSettings settings{offer, domain, std::nullopt};
    auto told = protocols_of(settings);
    if (told.by_name.empty())
        return Error{Errc::not_found, domain + " offers nothing that this document can tell"};
    json::object protocols;
    for (auto& [name, value] : told.by_name)
        protocols[name] = std::move(value);
    json::object info; // keys are added in their order: the digest is of these very bytes
    if (auto help = help_info(settings); !help.empty()) info["help"] = std::move(help);
    info["provider"] = provider_info(settings);
    json::object document;
    document["authentication"] = authentication(settings, told.password);
    document["info"] = std::move(info);
    document["protocols"] = std::move(protocols);
    return json::serialize(document);
}

std::string pacc_record(std::string_view document) {
    return "v=UAAC1; a=sha256; d=" + base64(sha256(document));
}

Result<Response> render_pacc(const AccountSettings& settings) {
    auto document = pacc_document(settings.offer, settings.domain);
    if (!document) return document.error();
    if (settings.held_pacc) document = expand_domain(*settings.held_pacc, settings.domain);
    // a kept copy could outlive its digest in DNS
    return Response{200, "application/json", std::move(*document), {{"Cache-Control", "no-store"}}};
}

} // namespace fingerpost::protocol
