/// @file
/// Digests of what DNS records speak of, documents and keys, and how their octets are written.
/// Spec: FIPS 180-4; RFC 4648 §4 (base64).
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// 32 octets.
std::string sha256(std::string_view octets);

/// 64 octets.
std::string sha512(std::string_view octets);

/// 48 octets.
std::string sha384(std::string_view octets);

/// 20 octets. For what others have digested with it: DS records of old zones.
std::string sha1(std::string_view octets);

/// With padding, in one line.
std::string base64(std::string_view octets);

/// Lower case.
std::string hex(std::string_view octets);

} // namespace fingerpost::protocol
