/// @file
/// What time it is, where nobody hands it in.
#pragma once

#include <chrono>
#include <cstdint>

namespace fingerpost {

/// Seconds since 1970.
inline std::int64_t unix_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::floor<std::chrono::seconds>(now).count();
}

} // namespace fingerpost
