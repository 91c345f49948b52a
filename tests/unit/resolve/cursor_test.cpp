#include "resolve/cursor.hpp"

#include "support/dns_message.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

using test::be16;
using test::wire_name;

TEST(Cursor, reads_numbers_and_nothing_behind_the_end) {
    Cursor cursor("\x01\x02\x03\x04\x05\x06\x07");
    EXPECT_EQ(cursor.octet(), 0x01);
    EXPECT_EQ(cursor.u16(), 0x0203);
    EXPECT_EQ(cursor.u32(), 0x04050607U);
    EXPECT_FALSE(cursor.failed());
    EXPECT_EQ(cursor.octet(), 0);
    EXPECT_TRUE(cursor.failed());
    EXPECT_EQ(cursor.bytes(0), "") << "it stays failed";
    EXPECT_EQ(cursor.at(), 7U);
}

TEST(Cursor, names_are_lower_case_unless_they_are_wanted_as_written) {
    const auto wire = wire_name("IMAP.Example.com");
    EXPECT_EQ(Cursor(wire).name(), "imap.example.com");
    EXPECT_EQ(Cursor(wire).name_as_written(), "IMAP.Example.com");
    EXPECT_EQ(Cursor(std::string_view("\0", 1)).name(), ".");
}

TEST(Cursor, goes_on_behind_the_first_pointer) {
    const auto wire = wire_name("example.com") + "\4imap" + be16(0xC000) + "x";
    Cursor cursor(wire, 13);
    EXPECT_EQ(cursor.name(), "imap.example.com");
    EXPECT_EQ(cursor.octet(), 'x');
    EXPECT_FALSE(cursor.failed());
}

TEST(Cursor, a_name_has_255_octets_at_most_also_by_pointers) {
    std::string wire;
    std::size_t before = 0;
    for (int i = 0; i < 4; ++i) { // 4 * 64 octets and the root
        const auto at = wire.size();
        wire += '\x3F' + std::string(63, 'a') +
                (i == 0 ? std::string(1, '\0') : be16(0xC000U | static_cast<unsigned>(before)));
        before = at;
    }
    Cursor three(wire, wire.size() - 2 * 66); // the third
    EXPECT_EQ(three.name().size(), 3 * 63U + 2);
    Cursor four(wire, before);
    four.name();
    EXPECT_TRUE(four.failed());
}

} // namespace fingerpost::resolve
