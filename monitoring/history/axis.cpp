#include "history/axis.hpp"

#include "base/clock.hpp"
#include "history/quantity.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace fingerpost::history {

namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// 1, 2 or 5 times a power of ten, at least `least`.
double round_step(double least) {
    const auto power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double digit : {1.0, 2.0, 5.0})
        if (digit * power >= least) return digit * power;
    return 10 * power;
}

// ---- times: steps of one length, then steps of the calendar -------------------------------------

constexpr std::array fixed_steps{
    minute,
    2 * minute,
    5 * minute,
    10 * minute,
    15 * minute,
    30 * minute,
    hour,
    2 * hour,
    3 * hour,
    6 * hour,
    12 * hour,
    day,
    2 * day,
    7 * day,
    14 * day};
constexpr std::array month_steps{1, 2, 3, 6, 12, 24, 60};
constexpr std::int64_t first_monday = 4 * day; // 1970-01-05

std::vector<Tick> fixed_ticks(std::int64_t from, std::int64_t to, std::int64_t step) {
    const auto offset = step > 2 * day ? first_monday : 0;
    std::vector<Tick> ticks;
    for (auto at = (from - offset + step - 1) / step * step + offset; at <= to; at += step) {
        const auto text = utc_text(at); // "2026-11-22T09:30:00Z"
        const auto label = at % day == 0 ? text.substr(5, 5) : text.substr(11, 5);
        ticks.push_back({static_cast<double>(at), label});
    }
    return ticks;
}

std::int64_t begin_of_month(int months) { // since the year 0
    using namespace std::chrono;
    const year_month_day date{
        year{months / 12}, month{static_cast<unsigned>(months % 12 + 1)}, std::chrono::day{1}};
    return sys_seconds(sys_days(date)).time_since_epoch().count();
}

int month_of(std::int64_t time) {
    using namespace std::chrono;
    const year_month_day date(floor<days>(sys_seconds(seconds(time))));
    return static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned{date.month()}) - 1;
}

std::vector<Tick> month_ticks(std::int64_t from, std::int64_t to, int step) {
    std::vector<Tick> ticks;
    for (int months = month_of(from) / step * step; begin_of_month(months) <= to; months += step) {
        const auto at = begin_of_month(months);
        if (at < from) continue;
        ticks.push_back({static_cast<double>(at), utc_text(at).substr(0, step % 12 == 0 ? 4 : 7)});
    }
    return ticks;
}

} // namespace

ValueAxis value_axis(double low, double high, std::string_view unit) {
    constexpr int intervals = 5;
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
    if (low == high) high = 1;
    const auto magnitude = magnitude_of(std::max(-low, high), unit);
    const auto step = round_step((high - low) / magnitude.factor / intervals) * magnitude.factor;
    const auto first = std::floor(low / step);
    const auto last = std::ceil(high / step);
    ValueAxis axis{first * step, last * step, {}};
    for (auto number = first; number <= last; ++number)
        axis.ticks.push_back({number * step, quantity(number * step, magnitude)});
    return axis;
}

std::vector<Tick> time_ticks(std::int64_t from, std::int64_t to, int most) {
    const auto least = (to - from) / std::max(most, 2);
    for (const auto step : fixed_steps)
        if (step >= least) return fixed_ticks(from, to, step);
    for (const int step : month_steps)
        if (step * 30 * day >= least) return month_ticks(from, to, step);
    return month_ticks(from, to, 120);
}

} // namespace fingerpost::history
