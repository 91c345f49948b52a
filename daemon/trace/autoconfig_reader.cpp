#include "trace/autoconfig_reader.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"
#include "protocol/xml.hpp"
#include "trace/words.hpp"

#include <algorithm>

namespace fingerpost::trace {

namespace {

using protocol::XmlElement;

bool named(const XmlElement& element, std::string_view wanted, bool any_case) {
    return any_case ? ascii_iequals(element.name, wanted) : element.name == wanted;
}

std::string last_user_name(const XmlElement& element) {
    std::string last = element.name == "username" ? element.text : "";
    for (const auto& child : element.children)
        if (auto below = last_user_name(child); !below.empty()) last = std::move(below);
    return last;
}

class Reader {
public:
    Reader(const DocumentRules& rules, const XmlElement& root, const Address& address)
        : rules_(rules), root_(root), address_(address) {}

    Result<Settings> read() const {
        const auto* provider = child(root_, "emailProvider");
        if (!named(root_, "clientConfig", rules_.any_case) || !root_.name_space.empty())
            return refusal("the root element is not clientConfig without a namespace");
        if (!provider) return refusal("no emailProvider");
        if (const auto checked = check_provider(*provider); !checked) return checked.error();
        const auto incoming = choose(*provider, "incomingServer", rules_.kinds);
        if (!incoming && (rules_.both || rules_.discards)) return incoming.error();
        const auto outgoing = choose(*provider, "outgoingServer", "smtp");
        if (!outgoing && (rules_.both || rules_.discards || !incoming)) return outgoing.error();
        Settings settings;
        if (incoming) settings.incoming = *incoming;
        if (outgoing) settings.outgoing = *outgoing;
        return settings;
    }

private:
    const XmlElement* child(const XmlElement& parent, std::string_view name) const {
        for (const auto& each : parent.children)
            if (named(each, name, rules_.any_case)) return &each;
        return nullptr;
    }

    std::vector<const XmlElement*> children(const XmlElement& of, std::string_view name) const {
        std::vector<const XmlElement*> found;
        for (const auto& each : of.children)
            if (named(each, name, rules_.any_case)) found.push_back(&each);
        return found;
    }

    Result<std::string> value(const XmlElement& section, std::string_view name) const {
        const auto* found = child(section, name);
        if (!found) return std::string();
        if (found->padded && rules_.keeps_blanks)
            return refusal("blanks around the " + std::string(name) + " are not taken off");
        return found->text;
    }

    Result<void> check_provider(const XmlElement& provider) const {
        const auto id = provider.attribute("id");
        const bool literal = is_host_name(id);
        const bool placeholder =
            rules_.id == ProviderId::host_or_placeholder && has_placeholder(id);
        if (rules_.id != ProviderId::ignored && !literal && !placeholder)
            return refusal("the provider's id \"" + std::string(id) + "\" is no host name");
        for (const auto& section : provider.children)
            if (rules_.lone_type && section.name.ends_with("Server") &&
                section.attributes.size() != 1)
                return refusal(section.name + " with an attribute besides type");
        if (!rules_.domain) return {};
        for (const auto* domain : children(provider, "domain"))
            if (is_host_name(expand_domain(domain->text, address_.domain))) return {};
        return refusal("no <domain> that is a host name");
    }

    Result<MailServer>
    choose(const XmlElement& provider, std::string_view tag, std::string_view kinds) const {
        const auto sections = children(provider, tag);
        if (sections.empty()) return refusal("no " + std::string(tag));
        switch (rules_.pick) {
        case Pick::first: return first(sections, tag, kinds);
        case Pick::first_section: return only_first(*sections.front(), tag, kinds);
        case Pick::last: return last(sections, tag, kinds);
        }
        return refusal("no rule");
    }

    std::string kind_of(const XmlElement& section) const {
        const auto kind = section.attribute("type");
        return rules_.any_case ? ascii_lower(kind) : std::string(kind);
    }

    using Sections = std::vector<const XmlElement*>;

    Result<MailServer>
    first(const Sections& sections, std::string_view tag, std::string_view kinds) const {
        std::optional<MailServer> chosen;
        std::optional<Error> reason;
        for (const auto* section : sections) {
            if (!has_word(kinds, kind_of(*section))) continue;
            const auto server = read_server(*section);
            if (server && !chosen) chosen = *server;
            if (!server && !reason) reason = server.error();
        }
        if (reason && (rules_.discards || !chosen)) return *reason;
        if (!chosen) return refusal("no " + std::string(tag) + " of type " + std::string(kinds));
        return *chosen;
    }

    Result<MailServer>
    only_first(const XmlElement& section, std::string_view tag, std::string_view kinds) const {
        const auto kind = kind_of(section);
        if (has_word(kinds, kind)) return read_server(section);
        return refusal(
            "the first " + std::string(tag) + " is \"" + kind + "\", not " + std::string(kinds)
        );
    }

    /// A later section overwrites an earlier one of its type; the first type is preferred.
    Result<MailServer>
    last(const Sections& sections, std::string_view tag, std::string_view kinds) const {
        for (const auto& kind : split_list(kinds, ' ')) {
            const auto found =
                std::find_if(sections.rbegin(), sections.rend(), [&](const XmlElement* section) {
                    return kind_of(*section) == kind;
                });
            if (found != sections.rend()) return read_server(**found);
        }
        return refusal("no " + std::string(tag) + " of type " + std::string(kinds));
    }

    Result<MailServer> read_server(const XmlElement& section) const {
        auto server = read_fields(section);
        if (!server) {
            const auto where = std::string(section.attribute("type")) + ": ";
            return refusal(where + server.error().what);
        }
        return server;
    }

    Result<MailServer> read_fields(const XmlElement& section) const {
        MailServer server;
        server.kind = kind_of(section);
        const auto host_text = value(section, "hostname");
        if (!host_text) return host_text.error();
        const auto host = read_host(expanded(*host_text));
        if (!host) return host.error();
        server.host = *host;
        const auto port_text = value(section, "port");
        if (!port_text) return port_text.error();
        const auto port = read_port(*port_text);
        if (!port) return port.error();
        server.port = *port;
        const auto secured = read_socket(section, server);
        if (!secured) return secured.error();
        server.secured = *secured;
        const auto login = read_login(section, server.kind == "smtp");
        if (!login) return login.error();
        server.authentication = *login;
        const auto user = read_user(section, server);
        if (!user) return user.error();
        server.user_name = *user;
        return server;
    }

    /// The first word it knows, where several stand.
    Result<Secured> read_socket(const XmlElement& section, const MailServer& server) const {
        std::string odd;
        for (const auto* socket : children(section, "socketType")) {
            const auto word = value(section, "socketType");
            if (!word) return word.error();
            if (!has_word(rules_.sockets, socket->text)) {
                odd = socket->text;
                continue;
            }
            if (socket->text == "SSL") return Secured::tls;
            return socket->text == "STARTTLS" ? Secured::starttls : Secured::none;
        }
        const bool starttls_port = server.port == 143 || server.port == 587;
        switch (rules_.odd_socket) {
        case OddSocket::none: return Secured::none;
        case OddSocket::either: return Secured::either;
        case OddSocket::by_port: return starttls_port ? Secured::starttls : Secured::tls;
        case OddSocket::refused: break;
        }
        return refusal(
            (odd.empty() ? "no socketType" : "socketType \"" + odd + "\"") + ", known are " +
            std::string(rules_.sockets)
        );
    }

    Result<std::string> read_login(const XmlElement& section, bool outgoing) const {
        if (rules_.logins.empty()) return std::string();
        std::string chosen;
        std::string unknown;
        for (const auto* login : children(section, "authentication")) {
            if (login->padded && rules_.keeps_blanks) continue;
            const bool known = has_word(rules_.logins, login->text) ||
                               (outgoing && has_word(rules_.outgoing_logins, login->text));
            if (!known) unknown = login->text;
            const bool weak = chosen == "password-cleartext" || chosen == "plain";
            if (known && (chosen.empty() || (weak && rules_.login_by_strength)))
                chosen = login->text;
        }
        if (!chosen.empty() || !rules_.login_needed) return chosen;
        return refusal(
            unknown.empty() ? "no authentication"
                            : "authentication \"" + unknown + "\" is not known"
        );
    }

    Result<std::string> read_user(const XmlElement& section, const MailServer& server) const {
        if (rules_.user == UserName::always_address) return address_.str();
        if (rules_.user == UserName::last_anywhere) return whole(last_user_name(root_));
        const auto text = value(section, "username");
        if (!text) return text.error();
        const bool without = has_word(rules_.outgoing_logins, server.authentication);
        if (text->empty() && rules_.user == UserName::needed && !without)
            return refusal("no username");
        return expanded(*text);
    }

    /// A name is replaced only when nothing else stands beside it.
    std::string whole(const std::string& text) const {
        if (text.empty()) return address_.str();
        return text == "%EMAILADDRESS%" || text == "%EMAILLOCALPART%" ? expand(text, address_)
                                                                      : text;
    }

    std::string expanded(std::string text) const {
        if (rules_.expands != Expands::everything) return text;
        text = expand(text, address_);
        const auto at = rules_.stand_in.empty() ? text.npos : text.find(rules_.stand_in);
        if (at != text.npos) text.replace(at, rules_.stand_in.size(), address_.local);
        return text;
    }

    const DocumentRules& rules_;
    const XmlElement& root_;
    const Address& address_;
};

} // namespace

Result<Settings> read_autoconfig(
    const DocumentRules& rules,
    std::string_view content_type,
    std::string_view document,
    const Address& address
) {
    const auto root = read_xml(rules.xml_type, content_type, document);
    if (!root) return root.error();
    return Reader(rules, *root, address).read();
}

} // namespace fingerpost::trace
