/// @file
/// Where an axis has its marks and what stands at them. Pure; times are UTC.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::history {

struct Tick {
    double at = 0; ///< the value, or the seconds since 1970
    std::string label;
};

struct ValueAxis {
    double low = 0;
    double high = 1;         ///< above `low`
    std::vector<Tick> ticks; ///< `low` and `high` are among them
};

/// From 0, or from below it, to beyond `high`, with round numbers of one prefix.
ValueAxis value_axis(double low, double high, std::string_view unit);

/// Full minutes, hours, days, weeks, months or years in [from, to]: `most` of them, 2 at least.
/// "09:30", "11-22" for the midnight it begins with, "2026-11", "2026".
std::vector<Tick> time_ticks(std::int64_t from, std::int64_t to, int most);

} // namespace fingerpost::history
