/// @file
/// Addresses that mean nothing to the world.
/// Spec: RFC 6890; RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::check {

/// "private (RFC 1918)"; "" for an address the world can use, and for what is none.
std::string_view private_kind(const std::string& address);

} // namespace fingerpost::check
