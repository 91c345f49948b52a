/// @file
/// URLs of directories, as the attribute `ldap` holds them. Spec: RFC 4516 §2; attributes, filter
/// and extensions are read over, since no document of ours has a place for them.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost {

struct LdapUrl {
    enum class Scope { unsaid, base, one, sub };

    bool tls = true;        ///< ldaps: implicit TLS
    std::string host;       ///< as parse_host_name() gives it
    std::uint16_t port = 0; ///< 0: the scheme's own, 389 or 636
    std::string base;       ///< distinguished name, decoded; may hold placeholders, may be ""
    Scope scope = Scope::unsaid;
};

/// Errc::unsupported; the error says what such a URL looks like.
Result<LdapUrl> parse_ldap_url(std::string_view text);

} // namespace fingerpost
