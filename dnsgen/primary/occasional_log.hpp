/// @file
/// Log lines that a stranger can cause as often as he likes: one a minute of each event is written,
/// with how often it happened.
#pragma once

#include "base/log.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace fingerpost::primary {

/// Used by one thread.
class OccasionalLog {
public:
    static constexpr std::chrono::minutes pause{1};

    /// `name` outlives this.
    void event(log::Level level, std::string_view name, std::string reason);

private:
    struct Kept {
        std::chrono::steady_clock::time_point next = {}; ///< when a line may be written again
        std::size_t times = 0;
    };
    std::map<std::string_view, Kept> kept_;
};

} // namespace fingerpost::primary
