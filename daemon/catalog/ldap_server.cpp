#include "catalog/ldap_server.hpp"

#include "catalog/domain.hpp"

#include <algorithm>

namespace fingerpost {

namespace {

/// As RFC 4512 §2.5 spells them, options and numbers among them.
bool is_attribute(std::string_view name) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == ';';
    };
    return !name.empty() && std::ranges::all_of(name, is_allowed);
}

bool has_text(const std::optional<std::string>& column) {
    return column && !column->empty();
}

/// "" for a row that can be used.
std::string fault_of(const LdapServer& row) {
    if (!is_ip_address(row.name) && !parse_domain(row.name))
        return "name \"" + row.name + "\" is neither a host name nor an IP address";
    if (row.port < 1 || row.port > 65535)
        return "port " + std::to_string(row.port) + " is not between 1 and 65535";
    if (row.search_filter.find("{0}") == std::string::npos)
        return "search_filter \"" + row.search_filter +
               "\" has no {0}, where the address belongs: (mail={0})";
    if (!is_attribute(row.attr_uid))
        return "attr_uid \"" + row.attr_uid + "\" is no attribute's name";
    if (has_text(row.attr_cn) && !is_attribute(*row.attr_cn))
        return "attr_cn \"" + *row.attr_cn + "\" is no attribute's name";
    // a name without a password would be bound as anonymous without a word, RFC 4513 §5.1.2
    if (has_text(row.bind_user) != has_text(row.bind_password))
        return "bind_user and bind_password need each other; leave both empty to ask anonymously";
    return "";
}

} // namespace

Result<void> check_ldap_server(const LdapServer& row) {
    const auto fault = fault_of(row);
    if (fault.empty()) return {};
    return Error{Errc::unsupported, "ldapserver " + std::to_string(row.id) + ": " + fault};
}

std::string host_and_port(const LdapServer& row) {
    const bool v6 = row.name.find(':') != std::string::npos;
    return (v6 ? '[' + row.name + ']' : row.name) + ':' + std::to_string(row.port);
}

} // namespace fingerpost
