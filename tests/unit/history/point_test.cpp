#include "history/point.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

Point point(float value) {
    return {value, value, value};
}

TEST(Consolidation, keeps_average_least_and_most) {
    Consolidation all;
    all.add({2, 1, 4});
    all.add(point(5));
    all.add({2, -3, 3});
    const auto [average, least, most] = all.of(3);
    EXPECT_FLOAT_EQ(average, 3);
    EXPECT_FLOAT_EQ(least, -3);
    EXPECT_FLOAT_EQ(most, 5);
}

TEST(Consolidation, weighs_only_what_is_known) {
    Consolidation all;
    all.add(point(1));
    all.add({});
    all.add(point(2));
    EXPECT_FLOAT_EQ(all.of(3).average, 1.5F);
}

TEST(Consolidation, knows_nothing_when_less_than_half_is_known) {
    Consolidation all;
    EXPECT_FALSE(all.of(1).known());
    EXPECT_FALSE(all.of(0).known());
    all.add(point(1));
    all.add(point(2));
    EXPECT_TRUE(all.of(4).known());
    EXPECT_FALSE(all.of(5).known());
}

} // namespace
} // namespace fingerpost::history
