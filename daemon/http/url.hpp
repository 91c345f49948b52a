/// @file
/// URLs of the web, taken apart (RFC 3986).
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::http {

struct Url {
    bool tls = true;
    std::string host; ///< lower case; an IPv6 address without brackets
    std::uint16_t port = 443;
    std::string target = "/"; ///< path and query, still encoded

    /// "host", "host:8443" or "[2001:db8::1]:8443": the port where it is not the scheme's own.
    std::string authority() const;
    std::string str() const;

    bool operator==(const Url&) const = default;
};

/// Errc::bad_request for anything but an http or https URL without user and password. A fragment
/// is dropped.
Result<Url> parse_url(std::string_view text);

/// Where a Location leads from here (RFC 3986 §5).
Result<Url> follow(const Url& from, std::string_view location);

} // namespace fingerpost::http
