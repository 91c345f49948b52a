/// @file
/// What is remembered: names, kinds, and the column that each series has in every row. Pure.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::history {

/// A counter only rises, and begins anew with its program; its rate per second is kept.
enum class Kind { gauge, counter };

std::string_view name(Kind kind); ///< "gauge"

/// What somebody wants remembered.
struct Topic {
    std::string name; ///< UTF-8 without control characters: `requests{outcome="ok"}`
    Kind kind = Kind::gauge;
    std::string unit; ///< of what is kept: "B", "s", "1/s", or "" for a plain number

    bool operator==(const Topic&) const = default;
};

struct Series {
    int column = 0;
    Topic topic;
    std::int64_t added = 0;
    std::int64_t removed = 0; ///< 0: it is still written

    bool live() const { return removed == 0; }
};

inline constexpr int series_max = 1000;
inline constexpr std::size_t series_name_octets_max = 200;
inline constexpr std::size_t unit_octets_max = 20;

/// Errc::bad_request says what is wrong with a name or a unit.
Result<void> check(const Topic& topic);

/// The column of a series that was removed so long ago that no archive holds any of it, else the
/// next one. Errc::unavailable when there are series_max.
Result<int> free_column(const std::vector<Series>& series, std::int64_t now);

/// Null when there is none. A name stays its series' until its column is given away.
const Series* find(const std::vector<Series>& series, std::string_view name);

} // namespace fingerpost::history
