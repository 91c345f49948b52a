/// @file
/// SHA-2 for what DNS records speak of, and how its octets are written.
/// Spec: FIPS 180-4; RFC 4648 §4 (base64).
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// 32 octets.
std::string sha256(std::string_view octets);

/// 64 octets.
std::string sha512(std::string_view octets);

/// With padding, in one line.
std::string base64(std::string_view octets);

/// Lower case.
std::string hex(std::string_view octets);

} // namespace fingerpost::protocol
