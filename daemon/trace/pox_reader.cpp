#include "trace/pox_reader.hpp"

#include "base/text.hpp"
#include "protocol/xml.hpp"
#include "trace/words.hpp"

#include <algorithm>

namespace fingerpost::trace {

constinit const PoxRules outlook_pox{
    .source = "[MS-OXDSCLI] §2.2.4.1; Protocol elements of Outlook's documentation",
    .kinds = "IMAP POP3",
    .user = PoxUser::login_name_or_local_part,
    .port_needed = false,
    .follows_url = true};

constinit const PoxRules thunderbird_pox{
    .source = "Thunderbird, ExchangeAutoDiscover.sys.mjs (readAutoDiscoverXML)",
    .kinds = "IMAP POP3",
    .secured = PoxSecured::by_port,
    .xml_type = true};

constinit const PoxRules fairemail_pox{
    .source = "FairEmail, Misc.java (autodiscover)",
    .kinds = "IMAP",
    .secured = PoxSecured::by_two_ports,
    .user = PoxUser::address,
    .ordered = true,
    .last = true};

constinit const PoxRules delta_chat_pox{
    .source = "Delta Chat core, configure/auto_outlook.rs",
    .kinds = "IMAP",
    .secured = PoxSecured::by_switch,
    .user = PoxUser::address,
    .follows_url = true};

namespace {

using protocol::XmlElement;

constexpr std::string_view request_schema =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr std::string_view response_schema =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

struct Port {
    std::string_view kind;
    std::uint16_t number;
};
constexpr Port own_ports[] = {{"IMAP", 143}, {"POP3", 110}, {"SMTP", 25}};

std::uint16_t own_port(std::string_view kind) {
    const auto* found =
        std::find_if(std::begin(own_ports), std::end(own_ports), [&](const Port& port) {
            return port.kind == kind;
        });
    return found == std::end(own_ports) ? std::uint16_t(0) : found->number;
}

bool is_one_of(std::uint16_t port, std::initializer_list<std::uint16_t> ports) {
    return std::find(ports.begin(), ports.end(), port) != ports.end();
}

class Reader {
public:
    Reader(const PoxRules& rules, const Address& address) : rules_(rules), address_(address) {}

    Result<PoxAnswer> read(const XmlElement& root) const {
        const auto* response = root.child("Response");
        if (!ascii_iequals(root.name, "Autodiscover") || !response)
            return refusal("no Autodiscover document with a Response");
        if (const auto* error = response->child("Error"))
            return refusal(
                "error " + std::string(error->child_text("ErrorCode")) + ": " +
                std::string(error->child_text("Message"))
            );
        const auto* account = response->child("Account");
        if (!account) return refusal("no Account");
        return read_account(*account);
    }

private:
    Result<PoxAnswer> read_account(const XmlElement& account) const {
        PoxAnswer answer;
        const auto action = ascii_lower(account.child_text("Action"));
        if (action == "redirecturl" && rules_.follows_url) {
            answer.redirect_url = account.child_text("RedirectUrl");
            if (!answer.redirect_url.empty()) return answer;
        }
        if (action == "redirectaddr") {
            answer.redirect_address = account.child_text("RedirectAddr");
            if (!answer.redirect_address.empty()) return answer;
        }
        if (action.starts_with("redirect"))
            return refusal("the action " + action + " is not followed");
        if (rules_.ordered && !in_order(account))
            return refusal("AccountType email and Action settings do not stand before the protocols"
            );
        return read_protocols(account, std::move(answer));
    }

    static bool in_order(const XmlElement& account) {
        bool email = false;
        bool settings = false;
        for (const auto& child : account.children) {
            if (child.name == "AccountType") email = child.text == "email";
            if (child.name == "Action") settings = child.text == "settings";
            if (child.name == "Protocol") break;
        }
        return email && settings;
    }

    Result<PoxAnswer> read_protocols(const XmlElement& account, PoxAnswer answer) const {
        std::string reason;
        auto& [incoming, outgoing, dav] = answer.settings;
        for (const auto& child : account.children) {
            if (!ascii_iequals(child.name, "Protocol")) continue;
            const auto kind = std::string(child.child_text("Type"));
            auto& place = kind == "SMTP" ? outgoing : incoming;
            if (kind != "SMTP" && !has_word(rules_.kinds, kind)) continue;
            if (place && !rules_.last) continue;
            const auto server = read_protocol(child, kind);
            if (server)
                place = *server;
            else if (reason.empty())
                reason = ": " + server.error().what;
        }
        if (answer.settings.mail()) return answer;
        const std::string missing = incoming ? "SMTP" : std::string(rules_.kinds);
        return refusal("no usable Protocol of type " + missing + reason);
    }

    Result<MailServer> read_protocol(const XmlElement& protocol, const std::string& kind) const {
        MailServer server;
        server.kind = ascii_lower(kind);
        const auto host = read_host(protocol.child_text("Server"));
        if (!host) return refusal(kind + ": " + host.error().what);
        server.host = *host;
        const auto port = read_port(protocol.child_text("Port"));
        const bool absent = protocol.child_text("Port").empty() && !rules_.port_needed;
        if (!port && !absent) return refusal(kind + ": " + port.error().what);
        server.port = port ? *port : own_port(kind);
        server.secured = read_secured(protocol, server.port);
        // SPA is on unless it is said to be off
        const bool spa = !ascii_iequals(protocol.child_text("SPA"), "off");
        server.authentication = spa ? "SPA" : "password";
        server.user_name = read_user(protocol);
        return server;
    }

    Secured read_secured(const XmlElement& protocol, std::uint16_t port) const {
        const auto encryption = ascii_lower(protocol.child_text("Encryption"));
        const bool off = ascii_iequals(protocol.child_text("SSL"), "off");
        switch (rules_.secured) {
        case PoxSecured::by_words:
            if (encryption == "tls") return Secured::starttls;
            if (encryption == "auto") return Secured::either;
            if (encryption == "none" || (encryption.empty() && off)) return Secured::none;
            return Secured::tls;
        case PoxSecured::by_port:
            if (off || encryption == "none") return Secured::none;
            return is_one_of(port, {143, 110, 25, 587}) ? Secured::starttls : Secured::tls;
        case PoxSecured::by_two_ports:
            return is_one_of(port, {143, 587}) ? Secured::starttls : Secured::tls;
        case PoxSecured::by_switch: return off ? Secured::none : Secured::tls;
        }
        return Secured::tls;
    }

    std::string read_user(const XmlElement& protocol) const {
        const auto name = protocol.child_text("LoginName");
        if (!name.empty() && rules_.user != PoxUser::address) return std::string(name);
        const bool local = rules_.user == PoxUser::login_name_or_local_part;
        return local ? address_.local : address_.str();
    }

    const PoxRules& rules_;
    const Address& address_;
};

} // namespace

std::string pox_request(const Address& address) {
    protocol::XmlWriter writer;
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", request_schema);
    const auto request = root.add("Request");
    request.add("EMailAddress", address.str());
    request.add("AcceptableResponseSchema", response_schema);
    return writer.str();
}

Result<PoxAnswer> read_pox(
    const PoxRules& rules,
    std::string_view content_type,
    std::string_view document,
    const Address& address
) {
    const auto root = read_xml(rules.xml_type, content_type, document);
    if (!root) return root.error();
    return Reader(rules, address).read(*root);
}

} // namespace fingerpost::trace
