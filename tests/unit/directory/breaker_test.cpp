#include "directory/breaker.hpp"

#include <gtest/gtest.h>

namespace fingerpost::directory {

namespace {

using std::chrono::seconds;
const Breaker::Time start{seconds(1000)};

Breaker broken() {
    Breaker breaker;
    for (int i = 0; i < Breaker::failures_max; ++i)
        breaker.failed(start);
    return breaker;
}

} // namespace

TEST(Breaker, opens_after_failures_in_a_row) {
    Breaker breaker;
    for (int i = 0; i < 10; ++i) {
        breaker.failed(start);
        breaker.failed(start);
        EXPECT_TRUE(breaker.allows(start));
        breaker.succeeded();
    }
    EXPECT_FALSE(breaker.open());
    EXPECT_TRUE(broken().open());
    EXPECT_FALSE(broken().allows(start));
}

TEST(Breaker, lets_one_try_after_each_pause) {
    auto breaker = broken();
    const auto later = start + Breaker::first_pause;
    EXPECT_FALSE(breaker.allows(later - seconds(1)));
    EXPECT_TRUE(breaker.allows(later));
    EXPECT_FALSE(breaker.allows(later));
    breaker.succeeded();
    EXPECT_TRUE(breaker.allows(later));
    EXPECT_TRUE(breaker.allows(later));
}

TEST(Breaker, pauses_grow_to_a_minute) {
    auto breaker = broken();
    auto now = start;
    for (const int pause : {5, 10, 20, 40, 60, 60}) {
        EXPECT_FALSE(breaker.allows(now + seconds(pause - 1)));
        now += seconds(pause);
        EXPECT_TRUE(breaker.allows(now)) << pause;
        breaker.failed(now);
    }
    breaker.succeeded();
    for (int i = 0; i < Breaker::failures_max; ++i)
        breaker.failed(now);
    EXPECT_TRUE(breaker.allows(now + Breaker::first_pause));
}

} // namespace fingerpost::directory
