#include "directory/filter.hpp"

#include <gtest/gtest.h>

namespace fingerpost::directory {

// the examples of RFC 4515 §4, and what an address must not be able to say
TEST(Filter, a_value_means_only_itself) {
    EXPECT_EQ(
        escaped_value("Parens R Us (for all your parenthetical needs)"),
        "Parens\\20R\\20Us\\20\\28for\\20all\\20your\\20parenthetical\\20needs\\29"
    );
    EXPECT_EQ(escaped_value("C:\\MyFile"), "C:\\5cMyFile");
    EXPECT_EQ(escaped_value("*"), "\\2a");
    EXPECT_EQ(escaped_value(std::string_view("\0\0\0\4", 4)), "\\00\\00\\00\\04");
    EXPECT_EQ(escaped_value("Lu\xC4\x8Di\xC4\x87"), "Lu\\c4\\8di\\c4\\87");
    EXPECT_EQ(escaped_value("jane.doe+tag@example.com"), "jane.doe+tag@example.com");
    EXPECT_EQ(escaped_value(""), "");
}

TEST(Filter, every_placeholder_becomes_the_address) {
    EXPECT_EQ(filter_for("(mail={0})", "a@example.com"), "(mail=a@example.com)");
    EXPECT_EQ(
        filter_for("(|(mail={0})(alias={0}))", "a*@example.com"),
        "(|(mail=a\\2a@example.com)(alias=a\\2a@example.com))"
    );
}

TEST(Filter, an_address_that_spells_the_placeholder_is_not_replaced_again) {
    EXPECT_EQ(filter_for("(|(a={0})(b={0}))", "{0}"), "(|(a={0})(b={0}))");
}

TEST(Filter, an_address_cannot_leave_its_assertion) {
    EXPECT_EQ(filter_for("(mail={0})", "x)(uid=*"), "(mail=x\\29\\28uid=\\2a)");
}

} // namespace fingerpost::directory
