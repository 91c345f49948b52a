#include "storage/sqlite.hpp"

#include "storage/new_file.hpp"
#include "storage/sql.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <system_error>

namespace fingerpost::storage {
namespace {

mode_t mode_of(const std::string& file) {
    struct stat status {};
    stat(file.c_str(), &status);
    return status.st_mode & 07777;
}

TEST(Sqlite, makes_files_that_only_their_owner_reads) {
    const test::Folder folder;
    const auto database = open_sqlite(folder.file("new"), Mode::create);
    EXPECT_EQ(mode_of(folder.file("new")), 0600U);
}

TEST(Sqlite, makes_no_file_unless_asked) {
    const test::Folder folder;
    EXPECT_THROW(open_sqlite(folder.file("absent"), Mode::read_write), SqlError);
    EXPECT_THROW(open_sqlite(folder.file("absent"), Mode::read_only), SqlError);
    EXPECT_THROW(open_sqlite(folder.file("no/folder"), Mode::create), SqlError);
}

std::string journal_mode(const std::string& file) {
    const auto database = open_sqlite(file, Mode::create);
    const auto row = database->prepare("PRAGMA journal_mode");
    return row->step() ? std::string(row->text(0)) : "";
}

TEST(Sqlite, leaves_the_journal_mode_of_a_file_it_did_not_make) {
    const test::Folder folder;
    open_sqlite(folder.file("ours"), Mode::create)->run("CREATE TABLE t (x)");
    EXPECT_EQ(journal_mode(folder.file("ours")), "wal");
    make_private_file(folder.file("foreign"));
    open_sqlite(folder.file("foreign"), Mode::read_write)->run("CREATE TABLE t (x)");
    EXPECT_EQ(journal_mode(folder.file("foreign")), "delete");
}

TEST(Sqlite, says_which_file_is_no_database) {
    const test::Folder folder;
    std::ofstream(folder.file("text")) << std::string(5000, 'x');
    try {
        const auto database = open_sqlite(folder.file("text"), Mode::read_write);
        database->has_table("t");
        FAIL();
    } catch (const SqlError& error) {
        EXPECT_NE(std::string(error.what()).find(folder.file("text")), std::string::npos);
    }
}

TEST(Sqlite, gives_values_back_as_they_were_bound) {
    const auto database = open_sqlite("", Mode::create);
    database->run("CREATE TABLE t (a, b, c, d)");
    database->prepare("INSERT INTO t VALUES (?, ?, ?, ?)")
        ->bind(1, std::int64_t{-7})
        .bind(2, std::string_view("a\0b", 3))
        .bind_null(3)
        .bind(4, std::string_view())
        .step();
    const auto row = database->prepare("SELECT a, b, c, d FROM t");
    ASSERT_TRUE(row->step());
    EXPECT_EQ(row->integer(0), -7);
    EXPECT_EQ(row->text(1), std::string_view("a\0b", 3));
    EXPECT_TRUE(row->is_null(2));
    EXPECT_EQ(row->text(2), "");
    EXPECT_FALSE(row->is_null(3));
    EXPECT_FALSE(row->step());
}

TEST(Sqlite, gives_octets_back_as_they_were_bound) {
    const auto database = open_sqlite("", Mode::create);
    database->run("CREATE TABLE t (a, b, c)");
    const std::string_view octets("\0\xff'\0", 4);
    database->prepare("INSERT INTO t VALUES (?, ?, NULL)")
        ->bind_octets(1, octets)
        .bind_octets(2, {})
        .step();
    const auto row = database->prepare("SELECT a, b, c, typeof(a) || typeof(b) FROM t");
    ASSERT_TRUE(row->step());
    EXPECT_EQ(row->octets(0), octets);
    EXPECT_EQ(row->octets(1), "");
    EXPECT_EQ(row->octets(2), "");
    EXPECT_EQ(row->text(3), "blobblob");
}

TEST(Sqlite, makes_files_with_pages_of_the_size_asked_for) {
    const test::Folder folder;
    for (const int octets : {4096, 8192}) {
        const auto file = folder.file(std::to_string(octets));
        const auto database = open_sqlite(file, Mode::create, octets);
        database->run("CREATE TABLE t (x)");
        EXPECT_EQ(integer_of(*database, "PRAGMA page_size"), octets);
    }
}

TEST(Sqlite, tells_a_damaged_file_from_one_that_is_busy) {
    const test::Folder folder;
    std::ofstream(folder.file("text")) << std::string(5000, 'x');
    const auto damaged = open_sqlite(folder.file("text"), Mode::read_write);
    EXPECT_THROW(damaged->has_table("t"), DamagedDatabase);
    const auto whole = open_sqlite(folder.file("whole"), Mode::create);
    try {
        whole->run("SELECT * FROM absent");
        FAIL();
    } catch (const DamagedDatabase&) {
        FAIL();
    } catch (const SqlError&) {
        SUCCEED();
    }
}

TEST(Sqlite, version_tells_changes_of_others_and_its_own) {
    const test::Folder folder;
    const auto one = open_sqlite(folder.file("db"), Mode::create);
    const auto other = open_sqlite(folder.file("db"), Mode::read_write);
    one->run("CREATE TABLE t (x)");
    auto before = one->data_version();
    EXPECT_EQ(one->data_version(), before);
    other->run("INSERT INTO t VALUES (1)");
    EXPECT_NE(one->data_version(), before);
    before = one->data_version();
    one->run("INSERT INTO t VALUES (2)");
    EXPECT_NE(one->data_version(), before);
}

TEST(Sqlite, notices_that_its_file_was_removed_or_replaced) {
    const test::Folder folder;
    const auto database = open_sqlite(folder.file("db"), Mode::create);
    database->run("CREATE TABLE t (x)");
    std::filesystem::rename(folder.file("db"), folder.file("moved"));
    EXPECT_THROW(database->data_version(), SqlError);
    std::filesystem::copy_file(folder.file("moved"), folder.file("db"));
    EXPECT_THROW(database->data_version(), SqlError);
}

TEST(Sqlite, copies_a_file_with_its_mode_while_it_is_about_to_be_written) {
    const test::Folder folder;
    const auto database = open_sqlite(folder.file("db"), Mode::create);
    database->run("CREATE TABLE t (x); INSERT INTO t VALUES (7)");
    chmod(folder.file("db").c_str(), 0640);
    Transaction transaction(*database);
    database->copy_to(folder.file("copy"));
    EXPECT_EQ(mode_of(folder.file("copy")), 0640U);
    const auto copy = open_sqlite(folder.file("copy"), Mode::read_only);
    EXPECT_EQ(integer_of(*copy, "SELECT x FROM t"), 7);
    EXPECT_TRUE(copy->read_only());
    EXPECT_THROW(database->copy_to(folder.file("copy")), std::system_error);
}

TEST(Sqlite, transactions_nest_and_roll_back_unless_committed) {
    const auto database = open_sqlite("", Mode::create);
    database->run("CREATE TABLE t (x)");
    {
        Transaction outer(*database);
        database->run("INSERT INTO t VALUES (1)");
        {
            Transaction inner(*database);
            database->run("INSERT INTO t VALUES (2)");
        }
        Transaction inner(*database);
        database->run("INSERT INTO t VALUES (3)");
        inner.commit();
        outer.commit();
    }
    EXPECT_EQ(integer_of(*database, "SELECT sum(x) FROM t"), 4);
    {
        Transaction lost(*database, Access::write);
        database->run("DELETE FROM t");
    }
    EXPECT_EQ(integer_of(*database, "SELECT count(*) FROM t"), 2);
}

} // namespace
} // namespace fingerpost::storage
