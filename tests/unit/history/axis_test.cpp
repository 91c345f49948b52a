#include "history/axis.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

constexpr std::int64_t midnight = 1'795'305'600; // Sunday, 2026-11-22
constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

std::string labels(const std::vector<Tick>& ticks) {
    std::string all;
    for (const auto& tick : ticks)
        all += (all.empty() ? "" : "|") + tick.label;
    return all;
}

TEST(Axis, of_values_has_round_numbers_of_one_prefix) {
    EXPECT_EQ(labels(value_axis(0, 4.2, "").ticks), "0|1|2|3|4|5");
    EXPECT_EQ(labels(value_axis(0, 0.034, "s").ticks), "0 ms|10 ms|20 ms|30 ms|40 ms");
    EXPECT_EQ(labels(value_axis(0, 3.0 * 1024 * 1024, "B").ticks), "0 MiB|1 MiB|2 MiB|3 MiB");
    EXPECT_EQ(labels(value_axis(-7, 12, "").ticks), "-10|-5|0|5|10|15");
}

TEST(Axis, of_values_is_never_empty) {
    const auto axis = value_axis(0, 0, "B");
    EXPECT_LT(axis.low, axis.high);
    EXPECT_GE(axis.ticks.size(), 2U);
}

TEST(Axis, of_times_marks_full_hours_days_months_and_years) {
    EXPECT_EQ(
        labels(time_ticks(midnight - 2 * hour, midnight + 2 * hour, 5)),
        "22:00|23:00|11-22|01:00|02:00"
    );
    EXPECT_EQ(labels(time_ticks(midnight, midnight + 3 * day, 4)), "11-22|11-23|11-24|11-25");
    EXPECT_EQ(
        labels(time_ticks(midnight, midnight + 30 * day, 6)), "11-23|11-30|12-07|12-14|12-21"
    );
    EXPECT_EQ(
        labels(time_ticks(midnight, midnight + 150 * day, 6)),
        "2026-12|2027-01|2027-02|2027-03|2027-04"
    );
    EXPECT_EQ(labels(time_ticks(midnight, midnight + 1400 * day, 4)), "2027|2028|2029|2030");
}

TEST(Axis, of_times_marks_few_of_any_span) {
    for (std::int64_t span = 60; span < 40'000 * day; span = span * 7 / 5 + 1)
        EXPECT_LE(time_ticks(midnight, midnight + span, 10).size(), 12U) << span;
}

} // namespace
} // namespace fingerpost::history
