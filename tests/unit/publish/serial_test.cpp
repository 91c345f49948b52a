#include "publish/serial.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::publish;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::year_month_day today = 2026y / 3 / 9;

}

TEST(Serial, the_first_of_a_day_is_its_date) {
    EXPECT_EQ(next_serial({}, today), 2026030900U);
    EXPECT_EQ(next_serial(1, today), 2026030900U);
    EXPECT_EQ(next_serial(2026030899, today), 2026030900U);
}

TEST(Serial, the_next_of_a_day_counts_on_even_past_ninety_nine) {
    EXPECT_EQ(next_serial(2026030900, today), 2026030901U);
    EXPECT_EQ(next_serial(2026030999, today), 2026031000U);
}

TEST(Serial, it_never_goes_back_when_the_clock_does) {
    EXPECT_EQ(next_serial(2027010100, today), 2027010101U);
    EXPECT_EQ(next_serial(4000000000U, today), 4000000001U);
}

TEST(Serial, it_wraps_and_is_never_nought) {
    EXPECT_EQ(next_serial(4294967295U, 2106y / 1 / 1), 2106010100U)
        << "far behind: before, by RFC 1982";
    EXPECT_EQ(next_serial(4294967295U, 2148y / 1 / 1), 1U);
}
