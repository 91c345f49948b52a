#include "zone/presentation.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::zone;

TEST(Presentation, a_final_dot_is_never_added_twice) {
    EXPECT_EQ(absolute("example.com"), "example.com.");
    EXPECT_EQ(absolute("example.com."), "example.com.");
    EXPECT_EQ(below("_imaps._tcp", "example.com."), "_imaps._tcp.example.com.");
    EXPECT_EQ(srv_data(0, 1, 993, "imap.example.net."), "0 1 993 imap.example.net.");
}

TEST(Presentation, a_dot_behind_a_backslash_ends_no_name) {
    EXPECT_TRUE(is_absolute("a."));
    EXPECT_FALSE(is_absolute("a"));
    EXPECT_FALSE(is_absolute("a\\."));
    EXPECT_TRUE(is_absolute("a\\\\."));
    EXPECT_TRUE(is_absolute("."));
}

TEST(Presentation, names_are_read_below_their_origin) {
    EXPECT_EQ(absolute("@", "example.com."), "example.com.");
    EXPECT_EQ(absolute("a", "example.com."), "a.example.com.");
    EXPECT_EQ(absolute("a", "."), "a.");
    EXPECT_EQ(absolute("a.", "example.com."), "a.");
}

TEST(Presentation, owners_are_written_relative_to_their_zone_only) {
    EXPECT_EQ(relative("example.com.", "example.com."), "@");
    EXPECT_EQ(relative("_imaps._tcp.example.com.", "example.com."), "_imaps._tcp");
    EXPECT_EQ(relative("badexample.com.", "example.com."), "badexample.com.");
    EXPECT_EQ(relative("a\\.example.com.", "example.com."), "a\\.example.com.");
    EXPECT_EQ(relative("example.net.", "example.com."), "example.net.");
}

TEST(Presentation, text_is_quoted_and_odd_octets_are_escaped) {
    EXPECT_EQ(txt_data(""), R"("")");
    EXPECT_EQ(txt_data("v=DMARC1; p=none"), R"("v=DMARC1; p=none")");
    EXPECT_EQ(txt_data("a\"b\\c"), R"("a\"b\\c")");
    EXPECT_EQ(txt_data(std::string("\x00\x7f\xff\n", 4)), R"("\000\127\255\010")");
}

TEST(Presentation, long_text_is_split_at_255_octets_however_many_characters_they_take) {
    EXPECT_EQ(txt_data(std::string(255, 'x')), '"' + std::string(255, 'x') + '"');
    EXPECT_EQ(txt_data(std::string(256, '"')).substr(511), R"(" "\"")");
    EXPECT_EQ(txt_data(std::string(511, 'x')).size(), 511U + 3 * 2 + 2);
}

TEST(Presentation, a_pair_is_one_string_or_none) {
    EXPECT_EQ(txt_pair("path=/"), R"("path=/")");
    EXPECT_TRUE(txt_pair(std::string(255, 'x')));
    EXPECT_FALSE(txt_pair(std::string(256, 'x')));
}
