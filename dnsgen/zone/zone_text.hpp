/// @file
/// Reads zone text of strangers: what an operator pastes, what a name server sent. It opens no
/// file: $INCLUDE and $GENERATE are refused.
/// Spec: RFC 1035 §5, RFC 2308 §4 ($TTL).
#pragma once

#include "base/error.hpp"
#include "zone/record.hpp"

#include <string_view>

namespace fingerpost::zone {

inline constexpr std::size_t zone_text_max = 16 * 1024 * 1024; ///< octets
inline constexpr std::size_t zone_records_max = 200'000;
inline constexpr std::size_t zone_entry_max = 64 * 1024; ///< octets of one record

/// The records as normalised() writes them, in the text's order. `origin` is a domain name, with or
/// without final dot. Errc::bad_request begins with the line: "line 3: …".
Result<Records> parse_zone(std::string_view text, std::string_view origin);

} // namespace fingerpost::zone
