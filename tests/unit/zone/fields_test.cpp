#include "zone/fields.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::zone;
using Views = std::vector<std::string_view>;

TEST(Fields, blanks_separate_and_quotes_hold_together) {
    EXPECT_EQ(*fields("  0 1\t993 a. "), (Views{"0", "1", "993", "a."}));
    EXPECT_EQ(*fields(R"("a b;(" c\ d "\"")"), (Views{R"("a b;(")", R"(c\ d)", R"("\"")"}));
    EXPECT_EQ(*fields(""), Views{});
}

TEST(Fields, what_would_cut_or_continue_the_line_is_refused) {
    for (const auto* line :
         {"v=DMARC1; p=none", "a ( b", "a )", "a\nb", "\"a", "\"a\nb\"", "a\x01"})
        EXPECT_FALSE(fields(line)) << line;
}

TEST(Fields, a_quote_stands_at_the_ends_of_a_string_only) {
    EXPECT_TRUE(fields(R"("a" "b")"));
    for (const auto* line : {R"("a""b")", R"(a"b")", R"("a"b)"})
        EXPECT_FALSE(fields(line)) << line;
}

TEST(Fields, escapes_are_a_number_up_to_255_or_one_character) {
    EXPECT_TRUE(fields(R"(\255\a\.\\)"));
    for (const auto* line : {R"(\256)", R"(\25)", R"(a\)", R"(\1a2)"})
        EXPECT_FALSE(fields(line)) << line;
}

TEST(Fields, octets_beyond_ascii_are_refused) {
    EXPECT_FALSE(fields("b\xc3\xbc.example."));
}

TEST(Fields, periods_are_seconds_or_sums_of_units) {
    EXPECT_EQ(parse_period("3600", 0x7fffffff), 3600U);
    EXPECT_EQ(parse_period("1h30M", 0x7fffffff), 5400U);
    EXPECT_EQ(parse_period("1w2d3h4m5s", 0x7fffffff), 788645U);
    for (const auto* text : {"", "h", "1x", "-1", "1h-1", "4294967296", "2147483648", "9999999w"})
        EXPECT_FALSE(parse_period(text, 0x7fffffff)) << text;
}
