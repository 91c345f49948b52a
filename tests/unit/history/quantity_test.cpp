#include "history/quantity.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

TEST(Quantity, has_a_prefix_that_fits) {
    EXPECT_EQ(quantity(0, "s"), "0 s");
    EXPECT_EQ(quantity(0.35, "s"), "350 ms");
    EXPECT_EQ(quantity(2.5e-6, "s"), "2.5 µs");
    EXPECT_EQ(quantity(-1500, "1/s"), "-1.5 k1/s");
    EXPECT_EQ(quantity(12'345, ""), "12.35 k");
    EXPECT_EQ(quantity(999, ""), "999");
}

TEST(Quantity, counts_octets_by_1024) {
    EXPECT_EQ(quantity(1000, "B"), "1000 B");
    EXPECT_EQ(quantity(1.5 * 1024 * 1024, "B"), "1.5 MiB");
    EXPECT_EQ(quantity(3.0 * 1024, "B/s"), "3 KiB/s");
    EXPECT_EQ(quantity(0.5, "B"), "0.5 B");
}

TEST(Quantity, has_no_prefix_where_nobody_would_read_one) {
    EXPECT_EQ(quantity(0.25, ""), "0.25");
    EXPECT_EQ(quantity(1200, "d"), "1200 d");
    EXPECT_EQ(quantity(0.5, "%"), "0.5 %");
}

TEST(Quantity, exact_reads_back_as_the_same_number) {
    EXPECT_EQ(exact(0.1F), "0.1");
    EXPECT_EQ(std::stof(exact(1.0F / 3)), 1.0F / 3);
}

} // namespace
} // namespace fingerpost::history
