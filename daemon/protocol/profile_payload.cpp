#include "protocol/profile_payload.hpp"

#include "base/text.hpp"
#include "catalog/ldap_url.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/url.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

// ---- mail ---------------------------------------------------------------------------------------

/// "" for a login that Apple's payload has no value for.
std::string_view authentication_name(Authentication authentication) {
    switch (authentication) {
    case Authentication::password: return "EmailAuthPassword";
    case Authentication::encrypted_password: return "EmailAuthCRAMMD5";
    case Authentication::ntlm: return "EmailAuthNTLM";
    case Authentication::none: return "EmailAuthNone";
    case Authentication::gssapi:
    case Authentication::oauth2: return "";
    }
    return "";
}

/// The server to tell of, or null: implicit TLS goes first, since the payload has no word for
/// STARTTLS, and then the offer's order.
const Server* expressible(const Offer& offer, Service service) {
    const Server* best = nullptr;
    for (const auto& server : offer.servers) {
        if (server.service != service) continue;
        if (authentication_name(server.authentication).empty()) continue;
        if (!best || server.security < best->security) best = &server;
    }
    return best;
}

const Server* incoming_server(const Offer& offer) {
    const auto* imap = expressible(offer, Service::imap);
    return imap ? imap : expressible(offer, Service::pop3);
}

bool offers_mail(const AccountSettings& settings) {
    return incoming_server(settings.offer) && expressible(settings.offer, Service::submission);
}

bool offers_imap(const AccountSettings& settings) {
    return offers_mail(settings) && expressible(settings.offer, Service::imap);
}

void add_endpoint(
    const Dict& dict,
    const std::string& direction, ///< "Incoming" or "Outgoing"
    const Server& server,
    const AccountSettings& settings
) {
    const auto prefix = direction + "MailServer";
    dict.text(prefix + "Authentication", authentication_name(server.authentication));
    dict.text(prefix + "HostName", settings.host(server));
    dict.number(prefix + "PortNumber", server.port);
    dict.flag(prefix + "UseSSL", server.security != Security::none);
    dict.text(prefix + "Username", settings.login_at(server.user_name));
}

void fill_mail(const Dict& dict, const PayloadContext& context) {
    const auto& settings = context.settings;
    const auto& incoming = *incoming_server(settings.offer);
    const auto address = settings.address->str();
    const bool imap = incoming.service == Service::imap;
    dict.text("EmailAccountDescription", address);
    if (!settings.display_name.empty()) dict.text("EmailAccountName", settings.display_name);
    dict.text("EmailAccountType", imap ? "EmailTypeIMAP" : "EmailTypePOP");
    dict.text("EmailAddress", address);
    add_endpoint(dict, "Incoming", incoming, settings);
    add_endpoint(dict, "Outgoing", *expressible(settings.offer, Service::submission), settings);
    dict.flag("OutgoingPasswordSameAsIncomingPassword", true);
}

// ---- calendars and contacts ---------------------------------------------------------------------

/// The first of the kind, or null; a device takes one account of an address.
template <DavService service>
const DavServer* dav_server(const AccountSettings& settings) {
    const auto& servers = settings.offer.dav_servers;
    const auto found = std::ranges::find(servers, service, &DavServer::service);
    return found == servers.end() ? nullptr : &*found;
}

template <DavService service>
bool offers_dav(const AccountSettings& settings) {
    return dav_server<service>(settings) != nullptr;
}

/// What an address adds to a path may be no delimiter of URLs.
std::string expanded_path(const std::string& path, const Address& address) {
    return expand(path, {percent_encoded(address.local, "!$&'()*+,;=:@"), address.domain});
}

template <DavService service>
void fill_dav(const Dict& dict, const PayloadContext& context) {
    const auto& settings = context.settings;
    const auto& server = *dav_server<service>(settings);
    const bool calendar = service == DavService::caldav;
    const std::string prefix = calendar ? "CalDAV" : "CardDAV";
    dict.text(prefix + "AccountDescription", settings.address->str());
    dict.text(prefix + "HostName", settings.expanded(server.host));
    dict.number(prefix + "Port", server.port);
    dict.flag(prefix + "UseSSL", server.tls);
    const auto login = settings.login_at(server.user_name);
    if (!login.empty()) dict.text(prefix + "Username", login);
    // without a principal the device looks for it on the host (RFC 6764 §6), as a Mac does for
    // contacts anyway
    const bool known = calendar || !context.for_mac;
    if (known && server.path != "/")
        dict.text(prefix + "PrincipalURL", expanded_path(server.path, *settings.address));
}

// ---- Exchange -----------------------------------------------------------------------------------

bool offers_eas(const AccountSettings& settings) {
    return parse_url(settings.offer.attributes.get(AttributeId::activesync)).has_value();
}

/// The payload has no key for a port or a path; a port of its own stands behind the host, as the
/// device's own form takes it.
std::string eas_host(const AccountSettings& settings) {
    const auto url = parse_url(settings.offer.attributes.get(AttributeId::activesync)).value();
    const auto host = settings.expanded(url.host);
    const bool own_port = url.port != 0 && url.port != 443;
    return own_port ? host + ':' + std::to_string(url.port) : host;
}

/// The login of mail, which Exchange shares.
std::string eas_user(const AccountSettings& settings) {
    const auto& servers = settings.offer.servers;
    const auto mail = std::ranges::find(servers, Service::imap, &Server::service);
    return settings.login_at(mail == servers.end() ? "%EMAILADDRESS%" : mail->user_name);
}

bool holds(const PayloadKinds& kinds, std::string_view name) {
    return std::ranges::any_of(kinds, [name](const auto* kind) { return kind->name == name; });
}

void fill_eas(const Dict& dict, const PayloadContext& context) {
    dict.text("EmailAddress", context.settings.address->str());
    dict.text("Host", eas_host(context.settings));
    dict.flag("SSL", true); // false where not said
    dict.text("UserName", eas_user(context.settings));
    if (holds(context.together, "caldav")) dict.flag("EnableCalendars", false);
    if (holds(context.together, "carddav")) dict.flag("EnableContacts", false);
}

// ---- the directory ------------------------------------------------------------------------------

/// Without one, or with a port that is not the scheme's own, for which the payload has no key.
bool offers_ldap(const AccountSettings& settings) {
    const auto url = parse_ldap_url(settings.offer.attributes.get(AttributeId::ldap));
    return url && (url->port == 0 || url->port == (url->tls ? 636 : 389));
}

constexpr std::array<std::string_view, 4> scope_names{
    "",
    "LDAPSearchSettingScopeBase",
    "LDAPSearchSettingScopeOneLevel",
    "LDAPSearchSettingScopeSubtree"};

void fill_ldap(const Dict& dict, const PayloadContext& context) {
    const auto& settings = context.settings;
    const auto url = parse_ldap_url(settings.offer.attributes.get(AttributeId::ldap)).value();
    dict.text("LDAPAccountDescription", settings.provider_name());
    dict.text("LDAPAccountHostName", settings.expanded(url.host));
    dict.flag("LDAPAccountUseSSL", url.tls);
    if (url.base.empty()) return;
    const Dict search(dict.array("LDAPSearchSettings").add("dict"));
    search.text("LDAPSearchSettingDescription", settings.provider_name());
    search.text("LDAPSearchSettingSearchBase", settings.expanded(url.base));
    // left to the device (the whole subtree), not to RFC 4516 §2 (the base alone): nobody means
    // that
    const auto scope = scope_names.at(static_cast<std::size_t>(url.scope));
    if (!scope.empty()) search.text("LDAPSearchSettingScope", scope);
}

// ---- the table ----------------------------------------------------------------------------------

using enum DavService;

// clang-format off
constexpr std::array table{
    PayloadKind{"mail", "com.apple.mail.managed", "email", "Mail", true, offers_mail, fill_mail},
    PayloadKind{"caldav", "com.apple.caldav.account", "caldav", "Calendar", true,
                offers_dav<caldav>, fill_dav<caldav>},
    PayloadKind{"carddav", "com.apple.carddav.account", "carddav", "Contacts", true,
                offers_dav<carddav>, fill_dav<carddav>},
    PayloadKind{"eas", "com.apple.eas.account", "eas", "Exchange", false, offers_eas, fill_eas},
    PayloadKind{"ldap", "com.apple.ldap.account", "ldap", "Directory", true,
                offers_ldap, fill_ldap},
};
// clang-format on

bool is_default(const PayloadKind& kind, const AccountSettings& settings, bool for_mac) {
    const bool exchange_for_mail = !for_mac && offers_eas(settings) && !offers_imap(settings);
    if (kind.name == "eas") return exchange_for_mail;
    if (kind.name == "mail") return !exchange_for_mail;
    return true;
}

} // namespace

std::span<const PayloadKind> payload_kinds() {
    return table;
}

std::string payload_kind_names() {
    std::string names;
    for (const auto& kind : table)
        names.append(names.empty() ? "" : ", ").append(kind.name);
    return names;
}

PayloadKinds
chosen_payloads(const AccountSettings& settings, std::span<const std::string> asked, bool for_mac) {
    PayloadKinds chosen;
    for (const auto& kind : table) {
        const bool wanted = asked.empty() ? is_default(kind, settings, for_mac)
                                          : std::ranges::find(asked, kind.name) != asked.end();
        if (wanted && (kind.on_mac || !for_mac) && kind.offered(settings)) chosen.push_back(&kind);
    }
    return chosen;
}

} // namespace fingerpost::protocol
