#include "protocol/autodiscover.hpp"

#include "base/text.hpp"
#include "protocol/document_template.hpp"
#include "protocol/xml.hpp"

#include <array>
#include <cstdio>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view request_outlook =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr std::string_view request_mobilesync =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";
constexpr std::string_view response_frame =
    "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr std::string_view response_outlook =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
constexpr std::string_view xml_type = "text/xml; charset=utf-8";

struct ErrorText {
    int code;
    std::string_view message;
    const char* outcome; ///< for the metrics, to which 200 says nothing
};

/// [MS-OXDSCLI] §2.2.4.1.1.3.2
ErrorText error_text(Errc code) {
    switch (code) {
    case Errc::not_found: return {500, "The email address can't be found", "not_found"};
    case Errc::unavailable:
        return {501, "No configuration options are available for this address", "not_found"};
    case Errc::bad_request: return {600, "Invalid Request", "invalid"};
    case Errc::unsupported: return {601, "Provider is not available", "invalid"};
    default: return {603, "Server Error", "error"};
    }
}

Response document(std::string xml) {
    return {200, xml_type, std::move(xml), {{"Cache-Control", "private"}}};
}

Response error_document(const Error& error, TimeOfDay now) {
    const auto text = error_text(error.code);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    std::array<char, 32> time{};
    std::snprintf(
        time.data(),
        time.size(),
        "%02d:%02d:%02d.%06d0",
        static_cast<int>(seconds / 3600 % 24),
        static_cast<int>(seconds / 60 % 60),
        static_cast<int>(seconds % 60),
        static_cast<int>(now.count() % 1000000)
    );
    XmlWriter writer;
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", response_frame);
    const auto node = root.add("Response").add("Error");
    node.attribute("Time", time.data());
    node.attribute("Id", "1054084152"); // any number that is the server's own
    node.add("ErrorCode", std::to_string(text.code));
    node.add("Message", text.message);
    node.add("DebugData");
    auto response = document(writer.str());
    response.outcome = text.outcome;
    return response;
}

/// Whether the text names this schema; a final "a" is the later edition of the same.
bool is_schema(std::string_view text, std::string_view schema) {
    return ascii_iequals(text, schema) || ascii_iequals(text, std::string(schema) + 'a');
}

Result<Question> parse_body(const std::string& body) {
    const auto root = parse_xml(body);
    if (!root) return root.error();
    const auto* request = root->child("Request");
    if (!request) return Error{Errc::bad_request, "no Request element"};
    const bool mobile = is_schema(request->name_space, request_mobilesync);
    if (!mobile && !is_schema(request->name_space, request_outlook))
        return Error{Errc::bad_request, "Request is in no known request schema"};
    // left out by some clients that expect what the request schema goes with
    const auto wanted = request->child_text("AcceptableResponseSchema");
    const auto known = response_outlook.substr(0, response_outlook.size() - 1);
    if (mobile || (!wanted.empty() && !is_schema(wanted, known)))
        return Error{Errc::unsupported, "no settings in this response schema"};
    auto address = Address::parse(request->child_text("EMailAddress"));
    if (!address) return address.error();
    Question question;
    question.address = std::move(*address);
    return question;
}

/// Delta Chat asks so, and clients that follow a redirect of their POST by GET.
Result<Question> parse_query(const Request& request) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    for (const std::string_view key : {"emailaddress", "Email"}) {
        const auto typed = query_value(request.query, key);
        if (!typed || typed->empty()) continue;
        auto address = Address::parse(*typed);
        if (!address) return address.error();
        question.address = std::move(*address);
        break;
    }
    if (!question.address && question.host_domain.empty())
        return Error{Errc::bad_request, "no address in the query and no domain as the host"};
    return question;
}

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
    if (settings.address && !user.empty()) node.add("LoginName", settings.expanded(user));
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

std::string settings_document(const AccountSettings& settings) {
    XmlWriter writer;
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", response_frame);
    const auto response = root.add("Response");
    response.attribute("xmlns", response_outlook);
    if (settings.address) {
        const auto user = response.add("User");
        const auto address = settings.address->str();
        user.add("DisplayName", settings.display_name.empty() ? address : settings.display_name);
        user.add("AutoDiscoverSMTPAddress", address);
    }
    const auto account = response.add("Account");
    account.add("AccountType", "email"); // before Action and Protocol: FairEmail reads in order
    account.add("Action", "settings");
    for (const auto* server : told_servers(settings.offer))
        add_server(account, *server, settings);
    for (const auto& server : settings.offer.dav_servers)
        add_dav_server(account, server, settings);
    return writer.str();
}

} // namespace

Result<Question> parse_autodiscover(const Request& request) {
    return request.method == "POST" ? parse_body(request.body) : parse_query(request);
}

Result<Response> render_autodiscover(const AccountSettings& settings) {
    if (!offers_mail(settings.offer))
        return Error{Errc::unavailable, settings.domain + " offers no mail server"};
    return document(render_by_template(settings_document, settings));
}

Response refuse_autodiscover(const Request& request, const Error& error, TimeOfDay now) {
    if (request.method != "POST" && error.code == Errc::not_found) return {404, "", "", {}};
    return error_document(error, now);
}

} // namespace fingerpost::protocol
