#include "resolve/extended_error.hpp"

#include "support/dns_message.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

using test::be16;
using test::wire_extended_error;

TEST(ExtendedError, has_the_name_of_its_code_and_what_the_server_adds) {
    EXPECT_EQ(
        extended_errors(wire_extended_error(9, "no DNSKEY matches")),
        "DNSKEY Missing: no DNSKEY matches"
    );
    EXPECT_EQ(extended_errors(wire_extended_error(6, "")), "DNSSEC Bogus");
    EXPECT_EQ(extended_errors(wire_extended_error(29, "")), "Synthesized");
    EXPECT_EQ(extended_errors(wire_extended_error(4711, "odd")), "EDE 4711: odd");
    EXPECT_EQ(extended_errors(""), "");
}

TEST(ExtendedError, stands_among_other_options_and_may_come_twice) {
    const auto cookie = be16(10) + be16(8) + "12345678";
    EXPECT_EQ(
        extended_errors(cookie + wire_extended_error(6, "") + wire_extended_error(22, "at all")),
        "DNSSEC Bogus; No Reachable Authority: at all"
    );
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += wire_extended_error(6, std::string(1000, 'a'));
    EXPECT_LT(extended_errors(many).size(), 2000U);
}

TEST(ExtendedError, is_one_line_of_clean_text) {
    EXPECT_EQ(extended_errors(wire_extended_error(0, "a\n\x1B[31mb\0c")), "Other: a [31mb");
    EXPECT_EQ(extended_errors(wire_extended_error(0, "gr\xC3\xBC\xC3\x9F")), "Other: grüß");
    EXPECT_EQ(
        extended_errors(wire_extended_error(
            0,
            "a\xC2\x9B"
            "b"
        )),
        "Other: a b"
    );
    EXPECT_EQ(extended_errors(wire_extended_error(0, "a\xFF")), "Other: a?");
}

TEST(ExtendedError, that_breaks_off_is_none) {
    const auto whole = wire_extended_error(6, "why");
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(extended_errors(whole.substr(0, size)), "") << size;
}

} // namespace fingerpost::resolve
