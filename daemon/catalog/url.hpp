/// @file
/// http and https URLs as the database and the settings hold them.
/// Spec: RFC 3986 §3, without user information.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost {

struct Url {
    bool tls = true;
    std::string host;       ///< as parse_host_name() gives it
    std::uint16_t port = 0; ///< 0: the scheme's own
    std::string path;       ///< begins with '/'; a query belongs to it
};

/// Errc::unsupported; the error says what such a URL looks like.
Result<Url> parse_url(std::string_view text);

/// A host name or an IP address, without brackets. A hoster's names for each domain hold
/// %EMAILDOMAIN%.
Result<std::string> parse_host_name(std::string_view text);

/// As it stands in a header or a document that takes no other octets than RFC 3986 §2 knows; the
/// others become %XX. Placeholders and what is encoded already stay.
std::string ascii_url(std::string_view url);

} // namespace fingerpost
