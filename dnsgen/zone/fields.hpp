/// @file
/// One logical line of zone text taken apart.
/// Spec: RFC 1035 §5.1.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

/// The fields between blanks, quotes and escapes as they stand. Errc::bad_request for octets other
/// than printable ASCII, an unfinished string or escape, and for `;`, `(` and `)` outside quotes,
/// which would cut or continue the line.
Result<std::vector<std::string_view>> fields(std::string_view line);

/// Seconds, as digits or as "1w2d3h4m5s" in any order and letter case; at most `max`.
std::optional<std::uint32_t> parse_period(std::string_view text, std::uint32_t max);

} // namespace fingerpost::zone
