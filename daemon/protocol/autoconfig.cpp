#include "protocol/autoconfig.hpp"

#include "base/text.hpp"
#include "protocol/document_template.hpp"
#include "protocol/xml.hpp"

#include <algorithm>

namespace fingerpost::protocol {

namespace {

std::string_view type_name(Service service) {
    switch (service) {
    case Service::imap: return "imap";
    case Service::pop3: return "pop3";
    case Service::submission: return "smtp";
    case Service::managesieve: return "managesieve";
    }
    return "";
}

std::string_view socket_type(Security security) {
    switch (security) {
    case Security::tls: return "SSL";
    case Security::starttls: return "STARTTLS";
    case Security::none: return "plain";
    }
    return "";
}

/// "plain" is the deprecated spelling that makes some clients drop the document.
std::string_view authentication_name(Authentication authentication) {
    switch (authentication) {
    case Authentication::password: return "password-cleartext";
    case Authentication::encrypted_password: return "password-encrypted";
    case Authentication::ntlm: return "NTLM";
    case Authentication::gssapi: return "GSSAPI";
    case Authentication::oauth2: return "OAuth2";
    case Authentication::none: return "none";
    }
    return "";
}

void add_server(const XmlNode& parent, const Server& server, const AccountSettings& settings) {
    const bool outgoing = server.service == Service::submission;
    const auto node = parent.add(outgoing ? "outgoingServer" : "incomingServer");
    node.attribute("type", type_name(server.service));
    node.add("hostname", settings.host(server));
    node.add("port", std::to_string(server.port));
    node.add("socketType", socket_type(server.security));
    node.add("username", settings.expanded(server.user_name));
    node.add("authentication", authentication_name(server.authentication));
}

/// Calendars and address books, in the form of version 1.2. One client takes the last <username>
/// of the whole document for the mail account, so a DAV server with another one is left out.
void add_dav_servers(
    const XmlNode& root, const AccountSettings& settings, std::string_view mail_user
) {
    for (const auto& server : settings.offer.dav_servers) {
        if (server.service == DavService::jmap) continue;
        const auto user = server.user_name.empty() ? mail_user : server.user_name;
        if (user != mail_user) continue;
        const bool calendar = server.service == DavService::caldav;
        const auto node = root.add(calendar ? "calendar" : "addressbook");
        node.attribute("type", calendar ? "caldav" : "carddav");
        node.add("url", settings.expanded(server.url()));
        node.add("authentication", "Basic").attribute("system", "http");
        node.add("username", settings.expanded(user));
    }
}

std::string document(const AccountSettings& settings) {
    XmlWriter writer;
    const auto root = writer.root("clientConfig");
    root.attribute("version", "1.1");
    const auto provider = root.add("emailProvider");
    // a literal host name: Thunderbird for Android expands no placeholder here
    provider.attribute("id", settings.domain);
    provider.add("domain", settings.domain);
    provider.add("displayName", first_characters(settings.expanded(settings.provider_name()), 60));
    const auto short_name = settings.expanded(settings.provider_short_name());
    provider.add("displayShortName", first_characters(short_name, 20));
    const auto servers = told_servers(settings.offer);
    for (const auto* server : servers)
        add_server(provider, *server, settings);
    add_dav_servers(root, settings, servers.front()->user_name);
    return writer.str();
}

} // namespace

Result<Question> parse_autoconfig(const Request& request) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    if (const auto typed = query_value(request.query, "emailaddress")) {
        // an unusable address is as good as none: the host still tells the domain
        if (auto address = Address::parse(*typed)) question.address = std::move(*address);
    }
    if (!question.address && question.host_domain.empty())
        return Error{
            Errc::bad_request,
            "neither a usable emailaddress in the query nor a domain as the host"};
    return question;
}

Result<Response> render_autoconfig(const AccountSettings& settings) {
    if (!offers_mail(settings.offer))
        return Error{Errc::not_found, settings.domain + " offers no mail server"};
    const auto* caching = settings.address ? "private" : "public, max-age=300";
    return Response{
        200,
        "text/xml; charset=utf-8",
        render_by_template(document, settings),
        {{"Cache-Control", caching}}};
}

} // namespace fingerpost::protocol
