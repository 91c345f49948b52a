/// @file
/// Reading base64.
/// Spec: RFC 4648 §4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost {

/// The octets; none when there is anything but whole groups of four, padded at the end.
std::optional<std::string> base64_decoded(std::string_view text);

} // namespace fingerpost
