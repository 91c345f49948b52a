/// @file
/// Times as people type them.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string_view>

namespace fingerpost {

/// Seconds since 1970 of "now", "-2d", "+90m" (s, m, h, d, w from now) or a time of RFC 3339 §5.6,
/// whose seconds, time and zone may be left out: "2026-11-22T09:30:00+01:00", "2026-11-22". What
/// has no zone is UTC. Fractions of a second are dropped. Errc::bad_request.
Result<std::int64_t> parse_moment(std::string_view text, std::int64_t now);

} // namespace fingerpost
