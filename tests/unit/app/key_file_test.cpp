#include "app/key_file.hpp"

#include "support/database.hpp"
#include "zone/tsig_key.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace fingerpost::app {
namespace {

TEST(KeyFile, is_read_as_it_is) {
    const test::Folder folder;
    std::ofstream(folder.file("key")) << "key \"a\" {};\n";
    EXPECT_EQ(read_key_file(folder.file("key")).value(), "key \"a\" {};\n");
}

TEST(KeyFile, says_why_it_cannot_be_read) {
    const test::Folder folder;
    EXPECT_EQ(read_key_file(folder.file("absent")).error().what, "No such file or directory");
    EXPECT_EQ(read_key_file(folder.path().string()).error().what, "Is a directory");
}

TEST(KeyFile, is_read_no_further_than_where_it_is_too_long) {
    const test::Folder folder;
    std::ofstream(folder.file("key")) << std::string(3 * zone::key_file_max, ' ');
    const auto text = read_key_file(folder.file("key"));
    ASSERT_TRUE(text);
    EXPECT_EQ(text->size(), zone::key_file_max + 1);
    EXPECT_FALSE(zone::parse_key_file(*text));
}

} // namespace
} // namespace fingerpost::app
