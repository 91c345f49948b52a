#include "zone/zone_text.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;
using test::at;

namespace {

std::string refusal(std::string_view text) {
    const auto records = parse_zone(text, "example.com");
    return records ? "accepted" : records.error().what;
}

} // namespace

TEST(ZoneText, an_operators_zone_is_read) {
    const auto records = parse_zone(
        "$TTL 1h\n"
        "@ IN SOA ns1 hostmaster.example.com. ( ; the primary\r\n"
        "\t2026010100 ; serial ( not a parenthesis\n"
        "\t2h 1h 2w 300 )\n"
        "  IN NS ns1\n"
        "ns1 300 A 192.0.2.1\n"
        "    IN 300 AAAA 2001:DB8::1\n"
        "\n"
        "$ORIGIN _tcp.example.com.\n"
        "_imaps IN SRV 0 1 993 Mail.example.com.\n"
        "       TXT \"a;b\" ( \"c\"\n \"d\" )\n",
        "example.com"
    );
    ASSERT_TRUE(records) << records.error().what;
    EXPECT_EQ(
        at(*records, "example.com."),
        "SOA ns1.example.com. hostmaster.example.com. 2026010100 7200 3600 1209600 300 | "
        "NS ns1.example.com."
    );
    EXPECT_EQ(at(*records, "ns1.example.com."), "A 192.0.2.1 | AAAA 2001:db8::1");
    EXPECT_EQ(
        at(*records, "_imaps._tcp.example.com."),
        R"(SRV 0 1 993 mail.example.com. | TXT "a;b" "c" "d")"
    );
    EXPECT_EQ(records->back().ttl, 3600U);
}

TEST(ZoneText, an_inherited_owner_keeps_the_origin_it_was_written_under) {
    const auto records =
        parse_zone("$TTL 1\na A 192.0.2.1\n$ORIGIN b.example.com.\n  A 192.0.2.2\n", "example.com");
    ASSERT_TRUE(records) << records.error().what;
    EXPECT_EQ(at(*records, "a.example.com."), "A 192.0.2.1 | A 192.0.2.2");
}

TEST(ZoneText, no_file_is_ever_opened) {
    EXPECT_EQ(refusal("$TTL 1\n$INCLUDE /etc/passwd\n"), "line 2: $INCLUDE is not read here");
    EXPECT_EQ(refusal("$generate 1-9 a$ A 192.0.2.$\n"), "line 1: $generate is not read here");
}

TEST(ZoneText, mistakes_are_told_with_their_line) {
    EXPECT_EQ(refusal("a A 192.0.2.1\n"), "line 1: a record without a TTL, before any $TTL");
    EXPECT_EQ(refusal("$TTL 1\n\n A 192.0.2.1\n"), "line 3: a record without an owner");
    EXPECT_EQ(refusal("$TTL 1\na MX (\n10\n\n"), "line 2: a parenthesis is never closed");
    EXPECT_EQ(refusal("$TTL 1\na TXT \"x\n"), "line 2: a string does not end on its line");
    EXPECT_EQ(refusal("a ) b\n"), "line 1: a parenthesis that nothing opened");
    EXPECT_EQ(refusal("$TTL 1\n;\na\n"), "line 3: a record without a type");
    EXPECT_EQ(refusal("$ORIGIN a\n"), "line 1: $ORIGIN lacks its final dot");
    EXPECT_TRUE(refusal("$TTL 1\na CH TXT x\n").starts_with("line 2: "));
    EXPECT_TRUE(refusal("$TTL 1\na SRV 0 1 70000 b\n").starts_with("line 2: a.example.com. SRV"));
    EXPECT_TRUE(refusal("\xef\xbb\xbf$TTL 1\n").starts_with("line 1: "));
}

TEST(ZoneText, there_is_an_end_to_what_is_read) {
    EXPECT_EQ(refusal(std::string(zone_text_max + 1, ' ')), "the text is too long");
    const auto endless = "a TXT ( " + std::string(zone_entry_max, 'x') + " )\n";
    EXPECT_EQ(refusal(endless), "line 1: the record is too long");
}

TEST(ZoneText, an_empty_text_is_an_empty_zone) {
    EXPECT_TRUE(parse_zone("", "example.com")->empty());
    EXPECT_TRUE(parse_zone("; only this", "example.com")->empty());
}
