#include "cli/time_option.hpp"

#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {

TEST(ParseSince, takes_spans_before_now) {
    EXPECT_EQ(parse_since("90m", 100'000).value(), 100'000 - 90 * 60);
    EXPECT_EQ(parse_since("24h", 100'000).value(), 100'000 - 86400);
    EXPECT_EQ(parse_since("1d", 100'000).value(), 100'000 - 86400);
}

TEST(ParseSince, takes_times_in_utc) {
    EXPECT_EQ(parse_since("2026-11-22T09:30:15Z", 0).value(), 1795339815);
    EXPECT_EQ(utc_text(parse_since("2026-11-22", 0).value()), "2026-11-22T00:00:00Z");
    EXPECT_EQ(utc_text(parse_since("2024-02-29", 0).value()), "2024-02-29T00:00:00Z");
}

TEST(ParseSince, refuses_all_else_and_says_what_it_takes) {
    for (const auto* text :
         {"",
          "h",
          "24",
          "24 h",
          "-1h",
          "0h",
          "yesterday",
          "2026-13-01",
          "2026-02-29",
          "2026-11-22T",
          "2026-11-22T24:00:00Z",
          "2026-11-22T09:30:15+",
          "2026/11/22",
          "99999999999d"}) {
        const auto parsed = parse_since(text, 100'000);
        ASSERT_FALSE(parsed) << text;
        EXPECT_NE(parsed.error().what.find("24h"), std::string::npos);
    }
}

} // namespace fingerpost::cli
