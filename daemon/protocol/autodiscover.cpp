#include "protocol/autodiscover.hpp"

#include "protocol/autodiscover_redirect.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/document_template.hpp"
#include "protocol/mobilesync.hpp"
#include "protocol/xml.hpp"

namespace fingerpost::protocol {

namespace {

std::string_view on_off(bool value) {
    return value ? "on" : "off";
}

/// The first of these alone decides in current clients; [MS-OXDSCLI] has it override <SSL>.
std::string_view encryption(Security security) {
    switch (security) {
    case Security::tls: return "SSL";
    case Security::starttls: return "TLS";
    case Security::none: return "None";
    }
    return "";
}

std::string_view type_name(Service service) {
    switch (service) {
    case Service::imap: return "IMAP";
    case Service::pop3: return "POP3";
    case Service::submission: return "SMTP";
    case Service::managesieve: return "";
    }
    return "";
}

/// A login name only where it is complete: a client without an address uses its own.
void add_login(const XmlNode& node, const AccountSettings& settings, const std::string& user) {
    if (!settings.address) return;
    const auto login = settings.login_at(user);
    if (!login.empty()) node.add("LoginName", login);
}

void add_server(const XmlNode& account, const Server& server, const AccountSettings& settings) {
    const bool outgoing = server.service == Service::submission;
    const auto node = account.add("Protocol");
    node.add("Type", type_name(server.service));
    node.add("TTL", "24"); // hours
    node.add("Server", settings.host(server));
    node.add("Port", std::to_string(server.port));
    add_login(node, settings, server.user_name);
    node.add("DomainRequired", "off");
    node.add("SPA", on_off(server.authentication == Authentication::ntlm)); // its default is on
    // Thunderbird takes "off" for no TLS at all, also with STARTTLS
    node.add("SSL", on_off(server.security != Security::none));
    node.add("Encryption", encryption(server.security));
    node.add("AuthRequired", on_off(server.authentication != Authentication::none));
    if (!outgoing) return;
    node.add("UsePOPAuth", "off");
    node.add("SMTPLast", "off");
}

/// An extension of automx and automx2; clients skip types they do not know.
void add_dav_server(
    const XmlNode& account, const DavServer& server, const AccountSettings& settings
) {
    if (server.service == DavService::jmap) return;
    const auto node = account.add("Protocol");
    node.add("Type", server.service == DavService::caldav ? "CalDAV" : "CardDAV");
    node.add("Server", settings.expanded(server.url()));
    node.add("Port", std::to_string(server.port));
    node.add("SSL", on_off(server.tls));
    node.add("DomainRequired", "off");
    add_login(node, settings, server.user_name);
}

/// The <Account> of a new document; `settings` names the user where it has one.
XmlNode add_account(XmlWriter& writer, const AccountSettings* settings) {
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", response_frame);
    const auto response = root.add("Response");
    response.attribute("xmlns", outlook_response);
    if (settings && settings->address) {
        const auto user = response.add("User");
        user.add("DisplayName", user_title(*settings));
        user.add("AutoDiscoverSMTPAddress", settings->address->str());
    }
    const auto account = response.add("Account");
    account.add("AccountType", "email"); // before Action and Protocol: FairEmail reads in order
    return account;
}

std::string settings_document(const AccountSettings& settings) {
    XmlWriter writer;
    const auto account = add_account(writer, &settings);
    account.add("Action", "settings");
    for (const auto* server : told_servers(settings.offer))
        add_server(account, *server, settings);
    for (const auto& server : settings.offer.dav_servers)
        add_dav_server(account, server, settings);
    return writer.str();
}

/// [MS-OXDSCLI] §2.2.4.1.1.2.2
Response
redirect_document(std::string_view action, std::string_view element, const std::string& target) {
    XmlWriter writer;
    const auto account = add_account(writer, nullptr);
    account.add("Action", action);
    account.add(element, target);
    return autodiscover_document(writer.str());
}

} // namespace

Result<Response> render_outlook(const AccountSettings& settings) {
    if (!offers_mail(settings.offer))
        return Error{Errc::unavailable, settings.domain + " offers no mail server"};
    return autodiscover_document(render_by_template(settings_document, settings));
}

Result<Response> render_autodiscover(const Question& question, std::span<const Found> found) {
    const auto& settings = found.front();
    if (settings)
        if (auto redirect = redirect_to_tls(question, *settings)) return std::move(*redirect);
    if (question.flaw) return *question.flaw;
    if (!settings) return settings.error();
    if (!question.wanted.empty() && question.wanted.front() == mobilesync_response)
        return render_mobilesync(*settings);
    if (const auto address = moved_address(*settings))
        return redirect_document("redirectAddr", "RedirectAddr", address->str());
    if (const auto url = redirect_url(question, *settings, pox_path); !url.empty())
        return redirect_document("redirectUrl", "RedirectUrl", url);
    return render_outlook(*settings);
}

} // namespace fingerpost::protocol
