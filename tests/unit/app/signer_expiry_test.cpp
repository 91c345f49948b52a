#include "app/signer_expiry.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

constexpr std::int64_t day = 24 * 60 * 60;
constexpr std::int64_t now = 1'700'000'000;

TEST(SignerExpiry, is_silent_while_there_is_a_month) {
    EXPECT_FALSE(signer_expiry(now + 30 * day, now));
    EXPECT_TRUE(signer_expiry(now + 30 * day - 1, now));
}

TEST(SignerExpiry, names_the_tightest_step) {
    struct Case {
        std::int64_t left;
        int step;
        std::int64_t days;
        log::Level level;
    };
    for (const auto& [left, step, days, level] :
         {Case{29 * day, 30, 29, log::Level::warning},
          Case{14 * day, 30, 14, log::Level::warning},
          Case{14 * day - 1, 14, 13, log::Level::warning},
          Case{7 * day - 1, 7, 6, log::Level::warning},
          Case{3 * day - 1, 3, 2, log::Level::error},
          Case{day - 1, 1, 0, log::Level::error},
          Case{1, 1, 0, log::Level::error},
          Case{0, 0, 0, log::Level::error},
          Case{-1, 0, -1, log::Level::error},
          Case{-day, 0, -1, log::Level::error}}) {
        const auto expiry = signer_expiry(now + left, now);
        ASSERT_TRUE(expiry) << left;
        EXPECT_EQ(expiry->step, step) << left;
        EXPECT_EQ(expiry->days_left, days) << left;
        EXPECT_EQ(expiry->level, level) << left;
    }
}

TEST(SignerExpiry, says_what_it_means) {
    const auto what = [](std::int64_t left) { return signer_expiry(now + left, now)->what(); };
    EXPECT_NE(what(5 * day).find("expires in 5 days; renew it"), std::string::npos);
    EXPECT_NE(what(day).find("expires in 1 day; renew it"), std::string::npos);
    EXPECT_NE(what(10).find("expires within a day"), std::string::npos);
    EXPECT_NE(what(-day).find("has expired: they are sent unsigned"), std::string::npos);
}

} // namespace
} // namespace fingerpost::app
