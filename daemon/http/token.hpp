/// @file
/// Secrets that stand in a URL.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::http {

/// 192 random bits in 32 letters, digits, "-" and "_" (RFC 4648 §5).
std::string random_token();

/// Whether it could be one of random_token()'s.
bool is_token(std::string_view text);

} // namespace fingerpost::http
