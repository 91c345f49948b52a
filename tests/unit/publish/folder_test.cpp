#include "publish/folder.hpp"

#include "support/golden.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

using namespace fingerpost;
using publish::Folder;

TEST(Folder, a_file_is_replaced_whole_and_nothing_is_left_beside_it) {
    const test::Scratch scratch;
    const auto folder = Folder::open(scratch.path());
    ASSERT_TRUE(folder) << folder.error().what;
    ASSERT_TRUE(folder->replace("a", "one", 0640));
    ASSERT_TRUE(folder->replace("a", "two", 0640));
    ASSERT_TRUE(folder->sync());
    EXPECT_EQ(test::read_file(scratch / "a"), "two");
    struct stat status {};
    ASSERT_EQ(::stat((scratch / "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
    const auto files = std::filesystem::directory_iterator(scratch.path());
    EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(Folder, a_reader_that_has_the_old_file_open_keeps_it) {
    const test::Scratch scratch;
    std::ifstream reader(scratch.write("a", "old"));
    ASSERT_TRUE(Folder::open(scratch.path())->replace("a", "new", 0644));
    std::string seen;
    reader >> seen;
    EXPECT_EQ(seen, "old");
}

TEST(Folder, what_does_not_exist_is_no_error_and_what_is_no_file_is) {
    const test::Scratch scratch;
    const auto folder = Folder::open(scratch.path());
    ASSERT_TRUE(folder);
    EXPECT_EQ(*folder->read("none"), std::nullopt);
    std::filesystem::create_directory(scratch / "d");
    EXPECT_FALSE(folder->read("d"));
    std::filesystem::create_symlink("/etc/passwd", scratch / "l");
    EXPECT_FALSE(folder->read("l"));
}

TEST(Folder, there_is_one_writer_at_a_time) {
    const test::Scratch scratch;
    const auto first = Folder::open(scratch.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(Folder::open(scratch.path()).error().code, Errc::conflict);
}

TEST(Folder, a_missing_directory_is_told) {
    const test::Scratch scratch;
    EXPECT_EQ(Folder::open(scratch / "none").error().code, Errc::not_found);
}

TEST(Folder, a_name_the_disk_cannot_hold_is_told_and_leaves_nothing) {
    const test::Scratch scratch;
    const auto folder = Folder::open(scratch.path());
    ASSERT_TRUE(folder);
    EXPECT_FALSE(folder->replace(std::string(300, 'a'), "x", 0644));
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
}
