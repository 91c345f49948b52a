/// @file
/// THE TABLE of archives: how long which resolution is kept, and where a step stands in its
/// archive. Pure. Times are seconds since 1970, steps begin at multiples of their length, UTC.
#pragma once

#include <array>
#include <cstdint>

namespace fingerpost::history {

struct Archive {
    const char* table;
    std::int64_t step;  ///< seconds
    std::int64_t slots; ///< the step at `t` is in slot (t / step) mod slots
    int width;          ///< 1: one value a series; 3: average, least, most

    std::int64_t span() const { return step * slots; }
    std::int64_t start(std::int64_t time) const { return time - time % step; }
    std::int64_t slot(std::int64_t time) const { return time / step % slots; }
};

/// From fine to coarse. All coarse steps are computed from the minutes, so those must be kept for
/// longer than the longest step.
inline constexpr std::array archives{
    Archive{"minute", 60, 2 * 24 * 60, 1},
    Archive{"five_minutes", 5 * 60, 30 * 24 * 12, 3},
    Archive{"hour", 60 * 60, 400 * 24, 3},
    Archive{"day", 24 * 60 * 60, 3653, 3},
};
inline constexpr const Archive& minutes = archives.front();
inline constexpr std::int64_t longest_span = archives.back().step * archives.back().slots;

/// What somebody wants to see.
struct Window {
    std::int64_t from = 0;
    std::int64_t to = 0; ///< after `from`
    std::int64_t now = 0;
    int points = 0; ///< at the most, 1 at least
};

/// The coarsest archive that is fine enough for so many points and reaches back to the window's
/// begin; else the finest that reaches back; else the coarsest.
const Archive& archive_for(const Window& window);

} // namespace fingerpost::history
