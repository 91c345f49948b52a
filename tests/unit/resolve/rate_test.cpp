#include "resolve/rate.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

using std::chrono::milliseconds;
constexpr Rate::Time start{std::chrono::hours(1)};

} // namespace

TEST(Rate, lets_a_tenth_of_a_second_s_worth_go_at_once_and_the_others_wait) {
    Rate rate(50);
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(rate.reserve(start), start) << i;
    EXPECT_EQ(rate.reserve(start), start + milliseconds(20));
    EXPECT_EQ(rate.reserve(start), start + milliseconds(40));
    EXPECT_FALSE(rate.settled(start));
    EXPECT_TRUE(rate.settled(start + milliseconds(60)));
}

TEST(Rate, saves_nothing_up_beyond_that) {
    Rate rate(50);
    const auto later = start + std::chrono::hours(1);
    rate.reserve(start);
    int at_once = 0;
    while (rate.reserve(later) == later)
        ++at_once;
    EXPECT_EQ(at_once, 6);
}

TEST(Rate, of_0_is_no_limit) {
    Rate rate(0);
    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(rate.reserve(start), start);
}

} // namespace fingerpost::resolve
