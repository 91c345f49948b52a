#include "format/values.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::format;

namespace {

using Parts = std::vector<std::string>;

Result<Parts> parts_of(const char* type, const char* data) {
    return parts(zone::Record{.owner = "a.example.", .type = type, .data = data});
}

} // namespace

TEST(Values, octets_come_without_quotes_and_escapes) {
    EXPECT_EQ(octets("\"a\\\"b\\\\c\\195\\169\\;\""), "a\"b\\c\xc3\xa9;");
    EXPECT_EQ(octets("plain"), "plain");
    EXPECT_EQ(octets("\\25"), "25") << "two digits are no code";
    EXPECT_EQ(
        octets("\\2555"),
        "\xff"
        "5"
    );
    EXPECT_EQ(octets("\"\""), "");
}

TEST(Values, escaped_octets_can_be_read_again) {
    std::string all;
    for (int octet = 0; octet < 256; ++octet)
        all += static_cast<char>(octet);
    EXPECT_EQ(octets('"' + escaped(all) + '"'), all);
    EXPECT_EQ(escaped("\"\\\n"), "\\\"\\\\\\010");
}

TEST(Values, fields_stand_apart) {
    EXPECT_EQ(*parts_of("SRV", "0 1 993 a.example."), (Parts{"0", "1", "993", "a.example."}));
    EXPECT_EQ(
        *parts_of("CAA", "0 issue \"ca.example; x=1\""), (Parts{"0", "issue", "ca.example; x=1"})
    );
    EXPECT_EQ(*parts_of("TLSA", "3 1 1 ab cd"), (Parts{"3", "1", "1", "abcd"}));
}

TEST(Values, text_that_was_cut_for_its_length_is_joined) {
    const auto long_text = '"' + std::string(255, 'a') + "\" \"b\"";
    EXPECT_EQ(*parts_of("TXT", long_text.c_str()), Parts{std::string(255, 'a') + "b"});
    EXPECT_EQ(parts_of("TXT", "\"a\" \"b\"").error().code, Errc::unsupported);
}

TEST(Values, what_is_no_number_never_stands_where_code_wants_one) {
    for (const auto* data :
         {"0 1 x a.", "0 1 99999 a.", "0 1 993", "0 1 993 a. b.", "", "\"\" 1 2 a."})
        EXPECT_EQ(parts_of("SRV", data).error().code, Errc::bad_request) << data;
    EXPECT_EQ(parts_of("CAA", "x issue \"\"").error().code, Errc::bad_request);
}

TEST(Values, other_types_and_unknown_data_have_no_parts) {
    EXPECT_EQ(parts_of("SSHFP", "1 1 ab").error().code, Errc::unsupported);
    EXPECT_EQ(parts_of("A", "\\# 4 c0000201").error().code, Errc::unsupported);
}

TEST(Values, an_rrset_is_what_shares_owner_and_type) {
    const zone::Records records{
        {.owner = "a.", .type = "A", .data = "192.0.2.1"},
        {.owner = "a.", .type = "A", .data = "192.0.2.2"},
        {.owner = "a.", .type = "TXT", .data = "\"\""},
        {.owner = "b.", .type = "TXT", .data = "\"\""}};
    const auto found = sets(records);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].size(), 2U);
    EXPECT_EQ(found[2].front().owner, "b.");
    EXPECT_TRUE(sets({}).empty());
}
