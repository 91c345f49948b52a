#include "protocol/autoconfig.hpp"

#include "base/text.hpp"
#include "protocol/autoconfig_pages.hpp"
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

/// How one may log in at a server. Rows that differ in nothing else are one server. A password
/// comes last wherever it works; a token is worth telling when any client can get one, or when
/// there is nothing else.
std::vector<Authentication> logins(const Server& server, const Offer& offer) {
    const auto offered = [&](Authentication login) {
        return std::ranges::any_of(offer.servers, [&](const Server& other) {
            return other.authentication == login && other.service == server.service &&
                   other.security == server.security && other.port == server.port &&
                   other.host == server.host && other.user_name == server.user_name;
        });
    };
    std::vector<Authentication> ways;
    const bool token_only =
        server.authentication == Authentication::oauth2 && !offered(Authentication::password);
    if (token_only || (offered(Authentication::oauth2) && runs_oauth(offer)))
        ways.push_back(Authentication::oauth2);
    if (server.authentication != Authentication::oauth2)
        ways.push_back(server.authentication);
    else if (!token_only)
        ways.push_back(Authentication::password);
    return ways;
}

void add_server(
    const XmlNode& parent,
    std::string_view element,
    const Server& server,
    const AccountSettings& settings
) {
    const auto node = parent.add(element);
    node.attribute("type", type_name(server.service));
    node.add("hostname", settings.host(server));
    node.add("port", std::to_string(server.port));
    node.add("socketType", socket_type(server.security));
    node.add("username", settings.login_at(server.user_name));
    for (const auto login : logins(server, settings.offer))
        node.add("authentication", authentication_name(login));
}

/// A server that is found by URL, as version 1.2 has it.
struct UrlServer {
    std::string_view element;
    std::string_view type;
    std::string url;
};

void add_url_server(const XmlNode& parent, const UrlServer& server, const std::string& user) {
    const auto node = parent.add(server.element);
    node.attribute("type", server.type);
    node.add("url", server.url);
    node.add("authentication", "Basic").attribute("system", "http");
    node.add("username", user);
}

/// What version 1.2 brought, and whether there is any of it. One client takes the last <username>
/// of the whole document for the mail account, so a server with another one is left out.
class NewParts {
public:
    NewParts(const AccountSettings& settings, std::string_view mail_user)
        : settings_(settings), mail_user_(mail_user) {}

    bool any() const { return any_; }

    /// Behind all other servers: clients that read one incoming server read the first.
    void add_jmap(const XmlNode& provider) {
        add_dav(provider, DavService::jmap, "incomingServer", "jmap");
    }

    void add_others(const XmlNode& root) {
        add_dav(root, DavService::caldav, "calendar", "caldav");
        add_dav(root, DavService::carddav, "addressbook", "carddav");
        const auto share = settings_.attribute(AttributeId::file_share);
        if (!share.empty()) add(root, {"fileShare", "webdav", share});
        add_filters(root);
    }

private:
    void add(const XmlNode& parent, const UrlServer& server) {
        add_url_server(parent, server, settings_.login_at(mail_user_));
        any_ = true;
    }

    void add_dav(
        const XmlNode& parent, DavService service, std::string_view element, std::string_view type
    ) {
        for (const auto& server : settings_.offer.dav_servers)
            if (server.service == service &&
                (server.user_name.empty() || server.user_name == mail_user_))
                add(parent, {element, type, settings_.expanded(server.url())});
    }

    void add_filters(const XmlNode& root) {
        const auto& servers = settings_.offer.servers;
        const auto filters = std::ranges::find_if(servers, [&](const Server& server) {
            return server.service == Service::managesieve && server.user_name == mail_user_ &&
                   is_universal(server);
        });
        if (filters == servers.end()) return;
        add_server(root, "setupServer", *filters, settings_);
        any_ = true;
    }

    const AccountSettings& settings_;
    std::string_view mail_user_;
    bool any_ = false;
};

std::string document(const AccountSettings& settings) {
    XmlWriter writer;
    const auto root = writer.root("clientConfig");
    const auto provider = root.add("emailProvider");
    // a literal host name: Thunderbird for Android expands no placeholder here
    provider.attribute("id", settings.domain);
    provider.add("domain", settings.domain);
    provider.add("displayName", first_characters(settings.expanded(settings.provider_name()), 60));
    const auto short_name = settings.expanded(settings.provider_short_name());
    provider.add("displayShortName", first_characters(short_name, 20));
    const auto servers = told_servers(settings.offer);
    for (const auto* server : servers) {
        const bool outgoing = server->service == Service::submission;
        add_server(provider, outgoing ? "outgoingServer" : "incomingServer", *server, settings);
    }
    NewParts parts(settings, servers.front()->user_name);
    parts.add_jmap(provider);
    add_help(provider, settings);
    parts.add_others(root);
    add_login_pages(root, settings);
    root.attribute("version", parts.any() ? "1.2" : "1.1");
    return writer.str();
}

} // namespace

Result<Question> parse_autoconfig(const Request& request) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    question.accept_language = request.accept_language;
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
    Response response{
        200,
        "text/xml; charset=utf-8",
        render_by_template(document, settings),
        {{"Cache-Control", caching}}};
    if (has_name_in_languages(settings.offer))
        response.headers.emplace_back("Vary", "Accept-Language");
    return response;
}

} // namespace fingerpost::protocol
