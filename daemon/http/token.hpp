/// @file
/// Secrets that stand in a URL: made here, kept by others as a hash only.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::http {

/// 192 random bits in 32 letters, digits, "-" and "_" (RFC 4648 §5).
std::string random_token();

/// Whether it could be one of random_token()'s.
bool is_token(std::string_view text);

/// SHA-256 in 64 hex digits. No salt: nobody can try out 192 bits.
std::string token_hash(std::string_view token);

} // namespace fingerpost::http
