#include "http/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

using std::chrono::milliseconds;

const RateLimiter::Time start{std::chrono::hours(1)};

int allowed(RateLimiter& limiter, const std::string& address, RateLimiter::Time now, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i)
        count += limiter.allow(address, now) ? 1 : 0;
    return count;
}

} // namespace

TEST(RateLimiter, allows_four_seconds_worth_at_once_and_then_the_rate) {
    RateLimiter limiter(10);
    EXPECT_EQ(allowed(limiter, "192.0.2.1", start, 100), 40);
    EXPECT_EQ(allowed(limiter, "192.0.2.1", start + milliseconds(500), 100), 5);
    EXPECT_EQ(allowed(limiter, "192.0.2.1", start + std::chrono::hours(1), 100), 40);
}

TEST(RateLimiter, counts_each_ipv4_address_and_each_ipv6_network) {
    RateLimiter limiter(1);
    EXPECT_EQ(allowed(limiter, "192.0.2.1", start, 10), 4);
    EXPECT_EQ(allowed(limiter, "192.0.2.2", start, 10), 4);
    EXPECT_EQ(allowed(limiter, "2001:db8:0:1::1", start, 10), 4);
    EXPECT_EQ(allowed(limiter, "2001:db8:0:1:ffff::2", start, 10), 0);
    EXPECT_EQ(allowed(limiter, "2001:db8:0:2::1", start, 10), 4);
}

TEST(RateLimiter, without_a_rate_everything_is_allowed) {
    RateLimiter limiter(0);
    EXPECT_EQ(allowed(limiter, "192.0.2.1", start, 1000), 1000);
}

TEST(RateLimiter, many_networks_push_out_the_longest_unused) {
    RateLimiter limiter(1);
    for (unsigned i = 0; i < 4 * RateLimiter::networks_max; ++i) {
        const auto address = "10." + std::to_string(i >> 16) + "." + std::to_string(i >> 8 & 255) +
                             "." + std::to_string(i & 255);
        EXPECT_TRUE(limiter.allow(address, start + std::chrono::microseconds(i)));
    }
    EXPECT_EQ(allowed(limiter, "10.0.0.0", start + std::chrono::seconds(1), 10), 4);
}

} // namespace fingerpost::http
