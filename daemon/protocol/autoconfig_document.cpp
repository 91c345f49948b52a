#include "protocol/autoconfig_document.hpp"

#include "base/text.hpp"
#include "catalog/defaults.hpp"
#include "catalog/domain.hpp"
#include "protocol/autoconfig_attributes.hpp"
#include "protocol/xml.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace fingerpost::protocol {

namespace {

/// The values of <authentication> and the words of the column, best first: a row holds one.
struct AuthenticationWord {
    std::string_view element;
    std::string_view row;
};
constexpr std::array authentication_words{
    AuthenticationWord{"password-cleartext", "plain"},
    AuthenticationWord{"plain", "plain"},
    AuthenticationWord{"password-encrypted", "password-encrypted"},
    AuthenticationWord{"secure", "password-encrypted"},
    AuthenticationWord{"OAuth2", "OAuth2"},
    AuthenticationWord{"GSSAPI", "GSSAPI"},
    AuthenticationWord{"NTLM", "NTLM"},
    AuthenticationWord{"none", "none"},
    AuthenticationWord{"client-IP-address", "none"},
};

/// Children that carry nothing a row could hold, and that no client acts upon.
constexpr std::array ignored_children{
    std::string_view("domain"),
    std::string_view("displayName"),
    std::string_view("displayShortName"),
    std::string_view("displayNameShort"),
};

constexpr std::array tcp_servers{
    std::string_view("incomingServer"),
    std::string_view("outgoingServer"),
    std::string_view("setupServer"),
};

class Reader {
public:
    Result<AutoconfigDocument> read(const XmlElement& root) {
        const auto* provider = root.child("emailProvider");
        if (root.name != "clientConfig" || !provider)
            return Error{Errc::bad_request, "no <clientConfig> with an <emailProvider>"};
        read_names(*provider);
        for (const auto& child : provider->children)
            read_child(child);
        for (const auto& child : root.children)
            if (&child != provider) read_child(child);
        document_.attributes = read_attributes(root, document_.not_kept);
        if (document_.domains.empty()) return Error{Errc::bad_request, "no usable <domain>"};
        if (document_.servers.empty() && document_.dav_servers.empty())
            return Error{Errc::bad_request, "no server that can be kept"};
        return std::move(document_);
    }

private:
    void drop(std::string what) { document_.not_kept.push_back(std::move(what)); }

    void read_names(const XmlElement& provider) {
        const std::string id(provider.attribute("id"));
        const auto name = one_line(provider.child_text("displayName"));
        const auto short_name = one_line(provider.child_text("displayShortName"));
        document_.provider_name = name.empty() ? id : name;
        document_.provider_short_name = short_name.empty() ? document_.provider_name : short_name;
        for (const auto& child : provider.children)
            if (child.name == "domain") read_domain(child);
    }

    void read_domain(const XmlElement& element) {
        auto domain = parse_domain(element.text);
        if (!domain) return drop("domain \"" + element.text + "\": not a domain name");
        if (seen_.insert(*domain).second) document_.domains.push_back(std::move(*domain));
    }

    void read_child(const XmlElement& child) {
        const auto& known = ignored_children;
        if (std::find(known.begin(), known.end(), child.name) != known.end()) return;
        if (holds_attributes(child)) return;
        const bool is_jmap = child.name == "incomingServer" && child.attribute("type") == "jmap";
        if (is_jmap || child.name == "calendar" || ascii_iequals(child.name, "addressbook"))
            read_dav_server(child);
        else if (std::ranges::find(tcp_servers, child.name) != tcp_servers.end())
            read_server(child);
        else
            drop("<" + child.name + ">");
    }

    void read_server(const XmlElement& element) {
        const std::string type(element.attribute("type"));
        const auto where =
            element.name + " " + type + " " + std::string(element.child_text("hostname"));
        ServerRow row;
        row.prio = 10 * static_cast<std::int64_t>(document_.servers.size() + 1);
        row.type = type == "pop3" ? "pop" : type == "managesieve" ? "sieve" : type;
        row.name = element.child_text("hostname");
        row.port = to_integer(element.child_text("port"), 0, 65535).value_or(0);
        row.socket_type = first_security(element);
        row.user_name = element.child_text("username");
        if (row.user_name.empty()) row.user_name = "%EMAILADDRESS%";
        row.authentication = best_authentication(element, where);
        const auto usable = to_server(row);
        if (!usable) return drop(where + ": " + usable.error().what);
        drop_details(element, where);
        document_.servers.push_back(std::move(row));
    }

    /// The first that we know, as Thunderbird takes it.
    static std::string first_security(const XmlElement& element) {
        for (const auto& child : element.children)
            if (child.name == "socketType")
                if (const auto security = parse_security(child.text))
                    return std::string(name(*security));
        return std::string(element.child_text("socketType"));
    }

    std::string best_authentication(const XmlElement& element, const std::string& where) {
        std::vector<std::string_view> offered;
        for (const auto& child : element.children)
            if (child.name == "authentication") offered.push_back(child.text);
        std::string_view kept;
        for (const auto& word : authentication_words) {
            const auto found = std::find(offered.begin(), offered.end(), word.element);
            if (found == offered.end()) continue;
            kept = word.row;
            offered.erase(found);
            break;
        }
        for (const auto& left : offered)
            drop(where + ": authentication " + std::string(left));
        return std::string(kept);
    }

    void drop_details(const XmlElement& element, const std::string& where) {
        constexpr std::array kept{
            std::string_view("hostname"),
            std::string_view("port"),
            std::string_view("socketType"),
            std::string_view("username"),
            std::string_view("authentication")};
        for (const auto& child : element.children)
            if (std::find(kept.begin(), kept.end(), child.name) == kept.end())
                drop(where + ": <" + child.name + ">");
    }

    /// `url` in version 1.2, `serverURL` in texts about 1.1.
    void read_dav_server(const XmlElement& element) {
        DavServerRow row;
        row.type = element.attribute("type");
        row.url = element.child_text("url");
        if (row.url.empty()) row.url = element.child_text("serverURL");
        row.use_ssl = ascii_iequals(row.url.substr(0, 6), "https:");
        row.user_name = element.child_text("username");
        const auto usable = to_dav_server(row);
        if (!usable) return drop(element.name + ": " + usable.error().what);
        document_.dav_servers.push_back(std::move(row));
    }

    AutoconfigDocument document_;
    std::set<std::string> seen_;
};

} // namespace

Result<AutoconfigDocument> parse_autoconfig_document(std::string_view text) {
    const auto root = parse_xml(text);
    if (!root) return root.error();
    return Reader().read(*root);
}

} // namespace fingerpost::protocol
