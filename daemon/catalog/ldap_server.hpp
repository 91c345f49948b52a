/// @file
/// A directory that knows the users of a domain: a row of automx2's table `ldapserver`.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace fingerpost {

struct LdapServer {
    std::int64_t id = 0;
    std::string name = {}; ///< host name or IP address
    std::int64_t port = 636;
    bool use_ssl = true; ///< TLS from the first byte (ldaps)
    std::string search_base = {};
    std::string search_filter = "(mail={0})";      ///< `{0}` is the address
    std::string attr_uid = "uid";                  ///< holds the login
    std::optional<std::string> attr_cn = "cn";     ///< holds the display name; none: not asked for
    std::optional<std::string> bind_password = {}; ///< a secret
    std::optional<std::string> bind_user = {};     ///< with the password none or "": anonymous

    bool operator==(const LdapServer&) const = default;
};

/// Errc::unsupported names the column and what it may hold: "ldapserver 7: port 0, …".
Result<void> check_ldap_server(const LdapServer& row);

/// "ldap.example.com:636", "[2001:db8::1]:389"
std::string host_and_port(const LdapServer& row);

} // namespace fingerpost
