#include "cli/text_table.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

TEST(TextTable, aligns_by_the_widest_cell_without_blanks_at_the_end) {
    TextTable table({"ID", "NAME", "NOTE"});
    table.add({"1", "Example", ""});
    table.add({"100", "", "x"});
    EXPECT_EQ(table.str(), "ID   NAME     NOTE\n1    Example\n100           x\n");
}

TEST(TextTable, counts_characters_not_octets) {
    TextTable table;
    table.add({"müller", "a"});
    table.add({"miller", "b"});
    EXPECT_EQ(table.str(), "müller  a\nmiller  b\n");
}

TEST(TextTable, is_nothing_without_rows) {
    EXPECT_EQ(TextTable({"ID"}).str(), "");
    EXPECT_EQ(TextTable().str(), "");
}

TEST(TextTable, lets_no_cell_steer_the_terminal) {
    TextTable table;
    table.add({"a\x1b[2Jb\n"});
    EXPECT_EQ(table.str(), "a?[2Jb?\n");
}

} // namespace
} // namespace fingerpost::cli
