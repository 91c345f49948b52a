#include "format/lines.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::format;

TEST(Lines, a_name_wider_than_its_column_still_stands_apart) {
    std::string line;
    append_line(line, {"", "TXT", "\"x\""}, std::string(30, 'a'), 5);
    EXPECT_EQ(line, std::string(30, 'a') + " 5 IN TXT   \"x\"\n");
}

TEST(Lines, no_records_are_no_lines) {
    EXPECT_EQ(lines({}), "");
}
