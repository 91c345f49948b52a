#include "base/moment.hpp"

#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

constexpr std::int64_t now = 1'795'339'800; // 2026-11-22T09:30:00Z

std::string moment(std::string_view text) {
    const auto time = parse_moment(text, now);
    return time ? utc_text(*time) : "refused";
}

TEST(Moment, is_told_from_now) {
    EXPECT_EQ(moment("now"), "2026-11-22T09:30:00Z");
    EXPECT_EQ(moment("-30s"), "2026-11-22T09:29:30Z");
    EXPECT_EQ(moment("-90m"), "2026-11-22T08:00:00Z");
    EXPECT_EQ(moment("-12h"), "2026-11-21T21:30:00Z");
    EXPECT_EQ(moment("+2d"), "2026-11-24T09:30:00Z");
    EXPECT_EQ(moment("-1w"), "2026-11-15T09:30:00Z");
}

TEST(Moment, is_a_time_of_rfc_3339) {
    EXPECT_EQ(moment("2026-11-22T09:30:00Z"), "2026-11-22T09:30:00Z");
    EXPECT_EQ(moment("2026-11-22t09:30:00.25z"), "2026-11-22T09:30:00Z");
    EXPECT_EQ(moment("2026-11-22T09:30:00+01:30"), "2026-11-22T08:00:00Z");
    EXPECT_EQ(moment("2026-11-22 09:30-05:00"), "2026-11-22T14:30:00Z");
    EXPECT_EQ(moment("2024-02-29"), "2024-02-29T00:00:00Z");
}

TEST(Moment, is_nothing_else) {
    for (const auto* text :
         {"",
          "-",
          "2d",
          "-d",
          "-2",
          "-2y",
          "--2d",
          "- 2d",
          "-999999999999d",
          "yesterday",
          "2026",
          "2026-13-01",
          "2026-02-29",
          "2026-11-22T",
          "2026-11-22T25:00",
          "2026-11-22T09:30:00.",
          "2026-11-22T09:30:00+0100",
          "2026-11-22T09:30:00Zx",
          "1969-12-31"})
        EXPECT_EQ(moment(text), "refused") << text;
    EXPECT_NE(parse_moment("x", now).error().what.find("-12h"), std::string::npos);
}

} // namespace
} // namespace fingerpost
