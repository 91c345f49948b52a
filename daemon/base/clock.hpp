/// @file
/// What time it is, where nobody hands it in.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace fingerpost {

/// Seconds since 1970.
inline std::int64_t unix_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::floor<std::chrono::seconds>(now).count();
}

/// "2026-11-22T09:30:00Z" (RFC 3339 §5.6).
std::string utc_text(std::int64_t seconds);

} // namespace fingerpost
