#include "zone/wire.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

Record record(std::string type, std::string data) {
    return {"a.example.com.", std::move(type), std::move(data), 300};
}

std::string refusal(std::string type, std::string data) {
    const auto result = normalised(record(std::move(type), std::move(data)));
    return result ? "accepted: " + result->data : result.error().what;
}

bool accepted(std::string type, std::string data) {
    return normalised(record(std::move(type), std::move(data))).has_value();
}

} // namespace

TEST(Wire, letter_case_and_spelling_do_not_matter) {
    const Record one{"A.Example.COM.", "srv", "00 1  993 Imap.Example.net.", 1};
    EXPECT_TRUE(same(one, {"a.example.com.", "SRV", "0 1 993 imap.example.net.", 2}));
    EXPECT_TRUE(same(record("AAAA", "2001:DB8:0:0::1"), record("AAAA", "2001:db8::1")));
    EXPECT_TRUE(same(record("TXT", "abc"), record("TXT", "\"\\097bc\"")));
    EXPECT_EQ(*canonical(one), "a.example.com. SRV 0 1 993 imap.example.net.");
}

TEST(Wire, octets_whose_text_would_not_give_them_again_stand_in_generic_form) {
    // a WKS record (RFC 1035 §3.4.2) of protocol 7, which ldns writes as names of services
    std::string octets("\1a\0\0\x0b\0\1\0\0\0\x3c\0\6\xc0\0\2\1\7\x41", 19);
    std::size_t at = 0;
    const auto read = from_wire(octets, at);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(at, octets.size());
    EXPECT_EQ(read->owner, "a.");
    const auto again = to_wire(*read);
    EXPECT_EQ(again ? again->data : octets.substr(13), octets.substr(13));
}

TEST(Wire, names_and_types_are_read_as_they_were_written) {
    const auto name = name_to_wire("\\@.A\\.b.example.com.");
    ASSERT_TRUE(name) << name.error().what;
    std::size_t at = 0;
    EXPECT_EQ(*name_from_wire(*name, at), "\\@.a\\.b.example.com.");
    EXPECT_EQ(type_name(type_number("axfr")), "AXFR");
    EXPECT_EQ(type_name(type_number("TYPE33")), "SRV");
    EXPECT_EQ(type_number("TYPE65536"), 0);
}

TEST(Wire, a_certificate_of_no_type_is_refused) {
    EXPECT_FALSE(accepted("CERT", "0 1 8 AQID"));
    EXPECT_TRUE(accepted("CERT", "PKIX 1 8 AQID"));
}

TEST(Wire, letter_case_in_text_and_the_borders_of_strings_do) {
    EXPECT_FALSE(same(record("TXT", "\"A\""), record("TXT", "\"a\"")));
    EXPECT_FALSE(same(record("TXT", "\"ab\""), record("TXT", "\"a\" \"b\"")));
}

TEST(Wire, what_cannot_be_read_is_the_same_as_nothing_not_even_itself) {
    EXPECT_FALSE(same(record("SRV", "x"), record("SRV", "x")));
}

TEST(Wire, numbers_beyond_their_width_are_refused) {
    EXPECT_NE(refusal("SRV", "0 1 70000 b.example.").find("out of range"), std::string::npos);
    for (const auto* data : {"-1 1 993 b.", "0 65536 993 b.", "0 1 +993 b.", "0 1 0x1 b."})
        EXPECT_FALSE(accepted("SRV", data)) << data;
    EXPECT_FALSE(accepted("MX", "65536 b.example."));
    EXPECT_FALSE(accepted("TLSA", "256 1 1 00"));
    EXPECT_FALSE(accepted("CAA", "256 issue \"x\""));
    EXPECT_FALSE(accepted("SOA", "a. b. 4294967296 1 1 1 1"));
    EXPECT_FALSE(accepted("SOA", "a. b. 1 4294967296 1 1 1"));
    EXPECT_FALSE(normalised({"a.example.", "A", "192.0.2.1", 0x80000000U}));
}

TEST(Wire, host_and_port_swapped_or_missing_is_refused) {
    for (const auto* data :
         {"imap.example.net. 993", "0 1 imap.example.net. 993", "993 imap.b.", ""})
        EXPECT_FALSE(accepted("SRV", data)) << data;
    EXPECT_FALSE(accepted("MX", "mx.example.net."));
    EXPECT_FALSE(accepted("SRV", "0 1 993 a. b."));
}

TEST(Wire, a_name_without_its_final_dot_is_refused_or_completed) {
    EXPECT_NE(refusal("SRV", "0 1 993 imap").find("final dot"), std::string::npos);
    EXPECT_FALSE(accepted("SRV", "0 1 993 192.0.2.1"));
    EXPECT_EQ(normalised({"@", "MX", "10 mx", 300}, "example.com.")->data, "10 mx.example.com.");
    EXPECT_FALSE(normalised({"a", "A", "192.0.2.1", 300}));
}

TEST(Wire, a_label_that_is_an_at_sign_is_not_the_origin) {
    EXPECT_EQ(normalised({"\\@", "A", "192.0.2.1", 1}, "example.com.")->owner, "\\@.example.com.");
    EXPECT_EQ(normalised({"@.example.com.", "A", "192.0.2.1", 1})->owner, "\\@.example.com.");
}

TEST(Wire, names_keep_the_escapes_that_a_zone_file_needs) {
    for (const auto* name : {R"(\$a.b.)", R"(a\"b.)", R"(a\.b.)", R"(a\;\(b.)", R"(\000\255.)"})
        EXPECT_EQ(refusal("CNAME", name), std::string("accepted: ") + name);
}

TEST(Wire, half_an_octet_is_refused) {
    EXPECT_FALSE(accepted("TLSA", "3 1 1 012"));
    EXPECT_TRUE(accepted("TLSA", "3 1 1 012 3"));
}

TEST(Wire, text_that_is_too_long_or_cut_by_a_semicolon_is_refused) {
    EXPECT_TRUE(accepted("TXT", '"' + std::string(255, 'x') + '"'));
    EXPECT_FALSE(accepted("TXT", '"' + std::string(256, 'x') + '"'));
    EXPECT_FALSE(accepted("TXT", "v=DMARC1; p=none"));
}

TEST(Wire, names_longer_than_dns_allows_are_refused) {
    EXPECT_FALSE(accepted("CNAME", std::string(64, 'a') + '.'));
    std::string name;
    for (int i = 0; i < 130; ++i)
        name += "a.";
    EXPECT_FALSE(accepted("CNAME", name));
    EXPECT_FALSE(accepted("CNAME", "a..b."));
}

TEST(Wire, types_that_hold_no_data_are_refused) {
    for (const auto* type :
         {"ANY", "AXFR", "OPT", "TSIG", "NOTYPE", "", "TYPE255", "TYPE0", "TYPE65536"})
        EXPECT_FALSE(accepted(type, "\\# 0")) << type;
}

TEST(Wire, unknown_types_are_kept_as_octets_of_the_stated_length) {
    EXPECT_EQ(normalised(record("TYPE65280", "\\# 2 0A0b"))->data, "\\# 2 0a0b");
    EXPECT_FALSE(accepted("TYPE65280", "\\# 3 0a0b"));
    EXPECT_FALSE(accepted("TYPE65280", "\\# 2"));
    EXPECT_FALSE(accepted("SRV", "\\# 7 0000000103e100"));
}

TEST(Wire, the_refusal_names_the_record_and_the_field) {
    EXPECT_EQ(refusal("SRV", "0 1 70000 b."), "a.example.com. SRV: \"70000\" is out of range");
}
