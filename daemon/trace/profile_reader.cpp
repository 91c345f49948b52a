#include "trace/profile_reader.hpp"

#include "base/text.hpp"
#include "protocol/xml.hpp"
#include "trace/words.hpp"

#include <array>

namespace fingerpost::trace {

namespace {

using protocol::XmlElement;

/// The element behind a <key>, or null.
const XmlElement* value(const XmlElement& dict, std::string_view key) {
    for (std::size_t i = 0; i + 1 < dict.children.size(); ++i)
        if (dict.children[i].name == "key" && dict.children[i].text == key)
            return &dict.children[i + 1];
    return nullptr;
}

std::string text(const XmlElement& dict, std::string_view key) {
    const auto* found = value(dict, key);
    return found ? found->text : std::string();
}

bool flag(const XmlElement& dict, std::string_view key, bool otherwise) {
    const auto* found = value(dict, key);
    return found ? found->name == "true" : otherwise;
}

struct Service {
    std::string_view kind;
    std::string_view port;
};

/// `direction` is "Incoming" or "Outgoing".
Result<MailServer>
read_server(const XmlElement& dict, const std::string& direction, const Service& service) {
    const auto prefix = direction + "MailServer";
    MailServer server;
    server.kind = service.kind;
    const auto host = read_host(text(dict, prefix + "HostName"));
    if (!host) return refusal(prefix + "HostName: " + host.error().what);
    server.host = *host;
    const auto port_text = text(dict, prefix + "PortNumber");
    const auto port = read_port(port_text.empty() ? service.port : std::string_view(port_text));
    if (!port) return refusal(prefix + "PortNumber: " + port.error().what);
    server.port = *port;
    const bool implicit = server.port == 993 || server.port == 995 || server.port == 465;
    server.secured = implicit ? Secured::tls : Secured::starttls;
    if (!flag(dict, prefix + "UseSSL", false)) server.secured = Secured::none;
    server.authentication = text(dict, prefix + "Authentication");
    if (server.authentication.empty()) return refusal("no " + prefix + "Authentication");
    server.user_name = text(dict, prefix + "Username");
    return server;
}

Result<Settings> read_mail(const XmlElement& dict) {
    constexpr Service imap{"imap", "143"};
    constexpr Service pop3{"pop3", "110"};
    const auto type = text(dict, "EmailAccountType");
    if (type != "EmailTypeIMAP" && type != "EmailTypePOP")
        return refusal("EmailAccountType \"" + type + "\" is none");
    const auto incoming = read_server(dict, "Incoming", type == "EmailTypeIMAP" ? imap : pop3);
    if (!incoming) return incoming.error();
    const auto outgoing = read_server(dict, "Outgoing", {"smtp", "25"});
    if (!outgoing) return outgoing.error();
    Settings settings;
    settings.incoming = *incoming;
    settings.outgoing = *outgoing;
    return settings;
}

/// `prefix` is "CalDAV" or "CardDAV".
DavAccount read_dav(const XmlElement& dict, const std::string& prefix) {
    const bool tls = flag(dict, prefix + "UseSSL", true);
    const auto port = text(dict, prefix + "Port");
    DavAccount account;
    account.kind = ascii_lower(prefix);
    account.url = (tls ? "https://" : "http://") + text(dict, prefix + "HostName");
    if (!port.empty() && port != (tls ? "443" : "80")) account.url += ':' + port;
    const auto principal = text(dict, prefix + "PrincipalURL");
    if (principal.starts_with("http"))
        account.url = principal;
    else
        account.url += principal.starts_with('/') ? principal : '/' + principal;
    account.user_name = text(dict, prefix + "Username");
    return account;
}

} // namespace

Result<Settings> read_profile(std::string_view plist, const Address& address) {
    const auto root = protocol::parse_xml(plist, protocol::Doctype::skipped);
    if (!root) return root.error();
    const auto* dict = root->name == "plist" ? root->child("dict") : nullptr;
    if (!dict || text(*dict, "PayloadType") != "Configuration")
        return refusal("no property list with the PayloadType Configuration");
    const auto* content = value(*dict, "PayloadContent");
    if (!content) return refusal("no PayloadContent");
    Settings settings;
    for (const auto& payload : content->children) {
        const auto type = text(payload, "PayloadType");
        if (type == "com.apple.mail.managed") {
            const auto mail = read_mail(payload);
            if (!mail) return mail.error();
            settings.complete_with(*mail);
        }
        if (type == "com.apple.caldav.account") settings.dav.push_back(read_dav(payload, "CalDAV"));
        if (type == "com.apple.carddav.account")
            settings.dav.push_back(read_dav(payload, "CardDAV"));
    }
    if (!settings.mail()) return refusal("no payload com.apple.mail.managed");
    for (auto* server : {&*settings.incoming, &*settings.outgoing})
        if (server->user_name.empty()) server->user_name = address.str();
    return settings;
}

} // namespace fingerpost::trace
