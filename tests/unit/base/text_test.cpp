#include "base/text.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(QueryValue, decodes_percent_and_keeps_plus) {
    EXPECT_EQ(query_value("emailaddress=fred%40example.com", "emailaddress"), "fred@example.com");
    EXPECT_EQ(query_value("emailaddress=a+b@example.com", "emailaddress"), "a+b@example.com");
    EXPECT_EQ(query_value("x=1&emailaddress=a%2Bb", "emailaddress"), "a+b");
    EXPECT_EQ(query_value("email%61ddress=a", "emailaddress"), "a");
}

TEST(QueryValue, takes_the_first_and_tells_empty_from_absent) {
    EXPECT_EQ(query_value("a=1&a=2", "a"), "1");
    EXPECT_EQ(query_value("a=&b", "a"), "");
    EXPECT_EQ(query_value("a=&b", "b"), "");
    EXPECT_EQ(query_value("a=1", "A"), std::nullopt);
    EXPECT_EQ(query_value("", "a"), std::nullopt);
    EXPECT_EQ(query_value("&&=&", "a"), std::nullopt);
}

TEST(QueryValue, may_be_asked_for_by_a_key_in_any_letter_case) {
    EXPECT_EQ(query_value_any_case("x=1&EMAIL=a%40b&email=c", "Email"), "a@b");
    EXPECT_EQ(query_value_any_case("e%4Dail=a", "Email"), "a");
    EXPECT_EQ(query_value_any_case("emails=a", "Email"), std::nullopt);
}

TEST(PercentDecoded, leaves_what_is_no_escape) {
    EXPECT_EQ(percent_decoded("%"), "%");
    EXPECT_EQ(percent_decoded("%4"), "%4");
    EXPECT_EQ(percent_decoded("%zz%41"), "%zzA");
}

TEST(Text, gives_every_pair_of_a_query) {
    const auto pairs = query_pairs("a=1&%62=%41+&c&&a==");
    const std::vector<std::pair<std::string, std::string_view>> wanted{
        {"a", "1"}, {"b", "%41+"}, {"c", ""}, {"", ""}, {"a", "="}};
    EXPECT_EQ(pairs, wanted);
    EXPECT_TRUE(query_pairs("").empty());
}

TEST(Text, encodes_what_a_url_may_not_hold) {
    EXPECT_EQ(percent_encoded("Az09-._~"), "Az09-._~");
    EXPECT_EQ(percent_encoded("a b+c@é"), "a%20b%2Bc%40%C3%A9");
    EXPECT_EQ(percent_encoded("a@b/", "@"), "a@b%2F");
    EXPECT_EQ(percent_encoded("o'neil+x@example.com"), "o%27neil%2Bx%40example.com");
    EXPECT_EQ(percent_encoded("\xC3\xBC"), "%C3%BC");
    for (int octet = 0; octet < 256; ++octet) {
        const std::string one(1, static_cast<char>(octet));
        EXPECT_EQ(percent_decoded(percent_encoded(one)), one);
    }
}

TEST(Text, splits_and_trims) {
    EXPECT_EQ(split_list(" a, b,,c "), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(split_list(" , ").empty());
    EXPECT_EQ(trimmed("\t x \r\n"), "x");
    EXPECT_EQ(trimmed("  "), "");
}

TEST(Text, reads_whole_numbers_only) {
    EXPECT_EQ(to_integer("4243", 1, 65535), 4243);
    for (const char* text : {"", "x", "1x", " 1", "+1", "-0", "65536", "99999999999999999999"})
        EXPECT_EQ(to_integer(text, 0, 65535), std::nullopt) << text;
}

TEST(Text, knows_utf8) {
    EXPECT_TRUE(is_utf8("jürgen €𝄞"));
    for (const char* text :
         {"\xff", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc3"})
        EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Text, puts_words_on_one_line) {
    EXPECT_EQ(one_line(" Mail \r\n\tof  us\n"), "Mail of us");
    EXPECT_EQ(one_line(" \n "), "");
}

TEST(Text, cuts_between_characters) {
    EXPECT_EQ(first_characters("aéi", 2), "aé");
    EXPECT_EQ(first_characters("aéi", 3), "aéi");
    EXPECT_EQ(first_characters("", 3), "");
}

TEST(Text, knows_which_languages_are_accepted) {
    using Tags = std::vector<std::string>;
    EXPECT_EQ(
        accepted_languages("de-AT, de;q=0.9, en;q=0.95, *;q=0.1"), (Tags{"de-at", "en", "de"})
    );
    EXPECT_EQ(accepted_languages("fr;q=0, it; q=0.000, en;q=1.0"), Tags{"en"});
    EXPECT_EQ(accepted_languages("en;q=0.x, ;, ,"), Tags{});
    EXPECT_TRUE(accepted_languages("").empty());
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += "en,";
    EXPECT_EQ(accepted_languages(many).size(), 10U);
}

TEST(Text, finds_the_nearest_spelling) {
    EXPECT_EQ(nearest("db_url", {"listen", "db_uri", "loglevel"}), "db_uri");
    EXPECT_EQ(nearest("colour", {"listen", "db_uri"}), "");
}

} // namespace
} // namespace fingerpost
