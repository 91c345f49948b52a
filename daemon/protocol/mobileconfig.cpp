#include "protocol/mobileconfig.hpp"

#include "base/text.hpp"
#include "protocol/uuid.hpp"
#include "protocol/xml.hpp"

#include <algorithm>
#include <cassert>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view doctype = "plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                     "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"";

/// A <dict> of a property list.
class Dict {
public:
    explicit Dict(XmlNode node) : node_(node) {}

    void text(std::string_view key, std::string_view value) const { put(key, "string", value); }
    void number(std::string_view key, int value) const {
        put(key, "integer", std::to_string(value));
    }
    void flag(std::string_view key, bool value) const { put(key, value ? "true" : "false", {}); }
    XmlNode array(std::string_view key) const {
        node_.add("key", key);
        return node_.add("array");
    }

private:
    void put(std::string_view key, std::string_view type, std::string_view value) const {
        node_.add("key", key);
        node_.add(type, value);
    }
    XmlNode node_;
};

/// What identifies a profile and its payloads, alike for every download of an address.
struct Identity {
    std::string base; ///< reverse-DNS: "com.example.mail." and the address's own UUID
    std::string url;  ///< what the UUIDs are made from

    explicit Identity(const Address& address) {
        url = "https://" + address.domain + "/mobileconfig/" + ascii_lower(address.str());
        auto labels = split_list(address.domain, '.');
        std::reverse(labels.begin(), labels.end());
        for (const auto& label : labels)
            base.append(label).append(".");
        base.append("mail.").append(ascii_lower(url_uuid(url)));
    }
};

/// The keys every payload and the profile itself needs; `part` is "" for the profile.
void add_common(
    const Dict& dict, std::string_view type, const Identity& identity, const std::string& part
) {
    dict.text("PayloadType", type);
    dict.number("PayloadVersion", 1);
    dict.text("PayloadIdentifier", part.empty() ? identity.base : identity.base + '.' + part);
    dict.text("PayloadUUID", url_uuid(part.empty() ? identity.url : identity.url + '#' + part));
}

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

/// The first server of the service whose login a profile can express, or null.
const Server* expressible(const Offer& offer, Service service) {
    const Server* unprotected = nullptr;
    for (const auto& server : offer.servers) {
        if (server.service != service) continue;
        if (authentication_name(server.authentication).empty()) continue;
        if (server.security != Security::none) return &server;
        if (!unprotected) unprotected = &server;
    }
    return unprotected;
}

bool add_mail(const XmlNode& payloads, const AccountSettings& settings, const Identity& identity) {
    const auto* imap = expressible(settings.offer, Service::imap);
    const auto* incoming = imap ? imap : expressible(settings.offer, Service::pop3);
    const auto* outgoing = expressible(settings.offer, Service::submission);
    if (!incoming || !outgoing) return false;
    const auto address = settings.address->str();
    const Dict dict(payloads.add("dict"));
    add_common(dict, "com.apple.mail.managed", identity, "email");
    dict.text("PayloadDisplayName", "Mail");
    dict.text("EmailAccountDescription", address);
    if (!settings.display_name.empty()) dict.text("EmailAccountName", settings.display_name);
    dict.text("EmailAccountType", imap ? "EmailTypeIMAP" : "EmailTypePOP");
    dict.text("EmailAddress", address);
    add_endpoint(dict, "Incoming", *incoming, settings);
    add_endpoint(dict, "Outgoing", *outgoing, settings);
    dict.flag("OutgoingPasswordSameAsIncomingPassword", true);
    return true;
}

/// The first server of the kind; a device takes one calendar account of an address.
bool add_dav(
    const XmlNode& payloads,
    const AccountSettings& settings,
    const Identity& identity,
    DavService service
) {
    const auto& servers = settings.offer.dav_servers;
    const auto server = std::find_if(servers.begin(), servers.end(), [&](const DavServer& each) {
        return each.service == service;
    });
    if (server == servers.end()) return false;
    const bool calendar = service == DavService::caldav;
    const std::string prefix = calendar ? "CalDAV" : "CardDAV";
    const std::string kind = calendar ? "caldav" : "carddav";
    const Dict dict(payloads.add("dict"));
    add_common(
        dict, calendar ? "com.apple.caldav.account" : "com.apple.carddav.account", identity, kind
    );
    dict.text("PayloadDisplayName", calendar ? "Calendar" : "Contacts");
    dict.text(prefix + "AccountDescription", settings.address->str());
    dict.text(prefix + "HostName", server->host);
    dict.number(prefix + "Port", server->port);
    dict.flag(prefix + "UseSSL", server->tls);
    const auto login = settings.login_at(server->user_name);
    if (!login.empty()) dict.text(prefix + "Username", login);
    // without a principal the device looks for it on the host, RFC 6764 §6
    if (server->path != "/") dict.text(prefix + "PrincipalURL", settings.expanded(server->path));
    return true;
}

/// Letters, digits, dots and hyphens of an address; the rest would need quoting in the header.
std::string file_name(const Address& address) {
    std::string name = address.local + "-at-" + address.domain;
    for (char& c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-';
        if (!plain) c = '_';
    }
    return name + ".mobileconfig";
}

} // namespace

Result<Question> parse_mobileconfig(const Request& request) {
    const auto typed = query_value(request.query, "emailaddress");
    if (!typed || typed->empty())
        return Error{Errc::bad_request, "Missing request argument \"emailaddress\""};
    auto address = Address::parse(*typed);
    if (!address) return address.error();
    Question question;
    question.address = std::move(*address);
    // in a name, unlike in an address, a plus sign is a form's blank
    auto name = query_value(request.query, "name").value_or("");
    std::replace(name.begin(), name.end(), '+', ' ');
    question.display_name = std::string(trimmed(name)).substr(0, 200);
    return question;
}

Result<Response> render_mobileconfig(const AccountSettings& settings) {
    assert(settings.address); // parse_mobileconfig() takes no question without
    const Identity identity(*settings.address);
    XmlWriter writer;
    const auto root = writer.root("plist");
    root.attribute("version", "1.0");
    const Dict profile(root.add("dict"));
    add_common(profile, "Configuration", identity, "");
    profile.text(
        "PayloadDisplayName", settings.provider_name() + " (" + settings.address->str() + ')'
    );
    profile.text("PayloadDescription", "Mail, calendar and contacts of this address.");
    profile.text("PayloadOrganization", settings.provider_name());
    profile.flag("PayloadRemovalDisallowed", false);
    const auto payloads = profile.array("PayloadContent");
    bool any = add_mail(payloads, settings, identity);
    any = add_dav(payloads, settings, identity, DavService::caldav) || any;
    any = add_dav(payloads, settings, identity, DavService::carddav) || any;
    if (!any)
        return Error{
            Errc::unavailable, settings.domain + " offers nothing that a profile can hold"};

    return Response{
        200,
        "application/x-apple-aspen-config",
        writer.str(doctype),
        {{"Cache-Control", "no-store"},
         {"Content-Disposition", "attachment; filename=\"" + file_name(*settings.address) + '"'}}};
}

} // namespace fingerpost::protocol
