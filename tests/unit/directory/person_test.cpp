#include "directory/person.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace fingerpost::directory {

namespace {

std::string first(std::initializer_list<std::string_view> values, std::size_t bytes_max = 20) {
    return first_text(std::vector<std::string_view>(values), bytes_max);
}

} // namespace

TEST(FirstText, the_first_value_without_the_blanks_around_it) {
    EXPECT_EQ(first({" jdoe\n", "other"}), "jdoe");
    EXPECT_EQ(first({"J\xC3\xBCrgen \xF0\x9F\x98\x80"}), "J\xC3\xBCrgen \xF0\x9F\x98\x80");
    EXPECT_EQ(first({}), "");
}

TEST(FirstText, what_no_document_can_hold_is_passed_over) {
    using namespace std::string_view_literals;
    for (const auto bad :
         {""sv,
          " \t "sv,
          "a\0b"sv,
          "a\x01"sv,
          "a\tb"sv,
          "a\x7f"sv,
          "\xff\xfe"sv,
          "\xC3"sv,
          "a\xC2\x85"sv,
          "\xef\xbf\xbf"sv,
          "\xed\xa0\x80"sv,
          "123456789012345678901"sv})
        EXPECT_EQ(first({bad, "good"}), "good") << bad;
    EXPECT_EQ(first({"12345678901234567890"}), "12345678901234567890");
    EXPECT_EQ(first({"\xC2\xA0non-breaking"}), "\xC2\xA0non-breaking");
}

} // namespace fingerpost::directory
