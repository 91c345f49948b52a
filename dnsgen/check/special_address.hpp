/// @file
/// THE TABLE of addresses that are not for the whole Internet.
/// Spec: RFC 6890; RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
#pragma once

#include <string_view>

namespace fingerpost::check {

/// "private (RFC 1918)"; "" for an address the world can use, and for what is none.
std::string_view special_kind(std::string_view address);

} // namespace fingerpost::check
