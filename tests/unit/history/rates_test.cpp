#include "history/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace fingerpost::history {
namespace {

TEST(Rates, are_per_second_since_the_last_count) {
    Rates rates;
    EXPECT_TRUE(std::isnan(rates.rate(0, 60, 1000)));
    EXPECT_DOUBLE_EQ(rates.rate(0, 120, 1600), 10);
    EXPECT_DOUBLE_EQ(rates.rate(0, 240, 1600), 0);
    EXPECT_DOUBLE_EQ(rates.rate(0, 300, 1630), 0.5);
}

TEST(Rates, begin_anew_when_a_counter_does) {
    Rates rates;
    rates.rate(0, 60, 1'000'000);
    EXPECT_DOUBLE_EQ(rates.rate(0, 120, 30), 0.5);
    EXPECT_DOUBLE_EQ(rates.rate(0, 180, 90), 1);
}

TEST(Rates, are_missing_after_a_pause) {
    Rates rates;
    rates.rate(0, 60, 0);
    EXPECT_DOUBLE_EQ(rates.rate(0, 360, 300), 1);
    EXPECT_TRUE(std::isnan(rates.rate(0, 661, 900)));
    EXPECT_DOUBLE_EQ(rates.rate(0, 720, 959), 1);
}

TEST(Rates, are_each_series_own) {
    Rates rates;
    rates.rate(0, 60, 10);
    EXPECT_TRUE(std::isnan(rates.rate(1, 120, 10)));
    rates.forget(0);
    EXPECT_TRUE(std::isnan(rates.rate(0, 120, 20)));
}

} // namespace
} // namespace fingerpost::history
