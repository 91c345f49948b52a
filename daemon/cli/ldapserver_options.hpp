/// @file
/// What `ldapserver add` and `ldapserver set` take. The password comes from a file or from standard
/// input: the command line is everybody's to read.
#pragma once

#include "catalog/ldap_server.hpp"
#include "cli/verb.hpp"

#include <array>

namespace fingerpost::cli {

// clang-format off
inline constexpr std::array ldapserver_set_options{
    Option{"name", "HOST", "host name or IP address"},
    Option{"search-base", "DN", "where the users are"},
    Option{"port", "N", "default: 636, or 389 without --use-ssl"},
    Option{"use-ssl", "WORD", "TLS from the first byte: yes (the default) or no"},
    Option{"search-filter", "FILTER", "{0} is the address; default: (mail={0})"},
    Option{"attr-uid", "ATTRIBUTE", "holds the login; default: uid"},
    Option{"attr-cn", "ATTRIBUTE", "holds the display name, or none; default: cn"},
    Option{"bind-user", "DN", "who asks; none (the default) asks anonymously"},
    Option{"bind-password-file", "FILE", "whose first line is the password; - for standard input"},
    json_option,
};
// clang-format on

/// Those of `ldapserver set`, of which the first two are required here, and the domains.
inline constexpr std::array ldapserver_add_options = [] {
    std::array<Option, ldapserver_set_options.size() + 1> options{};
    for (std::size_t i = 0; i < ldapserver_set_options.size(); ++i)
        options[i] = ldapserver_set_options[i];
    options[0].required = options[1].required = true;
    options.back() = {"domain", "DOMAIN", "one whose users it knows; may be repeated", false, true};
    return options;
}();

inline constexpr std::string_view ldapserver_details =
    "fingerpost config check asks each server that a domain is tied to.";

/// Changes what was given. A port that was the standard one stays so. Errc::bad_request says which
/// option is wrong.
Result<void> take_options(const Arguments& arguments, LdapServer& server);

} // namespace fingerpost::cli
