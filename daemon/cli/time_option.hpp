/// @file
/// Points in time as people type them.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string_view>

namespace fingerpost::cli {

/// "90m", "24h", "7d": so long before `now`; "2026-11-22", "2026-11-22T09:30:00Z": then, in UTC.
/// Seconds since 1970. Errc::bad_request lists these.
Result<std::int64_t> parse_since(std::string_view text, std::int64_t now);

} // namespace fingerpost::cli
