#include "storage/change_log.hpp"

#include "storage/catalog_assembly.hpp"
#include "storage/domain_batch.hpp"
#include "storage/sql.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class ChangeLogTest : public test::DatabaseTest {
protected:
    LogPosition start_ = *change_log_end(*database_);

    Changes changes() {
        const auto found = changes_since(*database_, start_);
        EXPECT_TRUE(found);
        return found.value_or(Changes{});
    }
};
FINGERPOST_EVERY_ENGINE(ChangeLogTest);

TEST_P(ChangeLogTest, names_what_changed_once) {
    EXPECT_TRUE(changes().empty());
    database_->run("INSERT INTO domain (id, name, provider_id) VALUES (1, 'example.com', 1);"
                   "UPDATE domain SET provider_id = 2; UPDATE domain SET name = 'example.net';"
                   "INSERT INTO server_domain (server_id, domain_id) VALUES (1, 1), (1, 7);"
                   "INSERT INTO provider (id, name, short_name) VALUES (-3, 'P', 'p')");
    EXPECT_EQ(changes().domains, (std::set<std::string>{"#7", "example.com", "example.net"}));
    EXPECT_EQ(changes().absent_domains, std::set<std::int64_t>{7});
    EXPECT_EQ(changes().rows, (std::set<std::pair<std::string, std::int64_t>>{{"provider", -3}}));
}

TEST_P(ChangeLogTest, notes_nothing_that_was_taken_back) {
    {
        Transaction lost(*database_);
        database_->run("INSERT INTO domain (name, provider_id) VALUES ('example.com', 1)");
    }
    database_->run("INSERT OR IGNORE INTO domain (name, provider_id) VALUES ('example.com', 1)");
    EXPECT_EQ(changes().domains, std::set<std::string>{"example.com"});
}

TEST_P(ChangeLogTest, stops_when_full_and_says_so) {
    Transaction all(*database_);
    for (int i = 0; i <= change_log_full; ++i)
        database_->run("INSERT INTO provider (name, short_name) VALUES ('P', 'p')");
    all.commit();
    EXPECT_FALSE(change_log_end(*database_));
    EXPECT_FALSE(changes_since(*database_, start_));
    prune_change_log(*database_);
    EXPECT_FALSE(changes_since(*database_, start_));
    start_ = *change_log_end(*database_);
    EXPECT_EQ(start_.what, "all");
    database_->run("DELETE FROM provider WHERE id = 5");
    EXPECT_EQ(changes().rows.size(), 1U);
}

} // namespace
} // namespace fingerpost::storage
