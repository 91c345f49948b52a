#include "storage/rollover_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class RolloverRows : public test::DatabaseTest {
protected:
    static Rollover sample() {
        Rollover row;
        row.kind = "dkim";
        row.domain = "example.com";
        row.provider = 3;
        row.old_qualifier = "old";
        row.old_value = "v=DKIM1; p=a";
        row.old_after = "v=DKIM1; p=";
        row.new_qualifier = "new";
        row.new_value = "v=DKIM1; p=b";
        row.lowered_from = "7200";
        row.lowered_to = "60";
        row.hold = 4;
        row.margin = 5;
        row.hook = {"/usr/bin/switch", "a \"b\"", ""};
        row.step = "publish-new";
        row.since = 6;
        row.due = 7;
        row.ttl = 8;
        row.next_ttl = 9;
        row.tracked = false;
        row.hook_state = "failed";
        row.note = "exit 3: ü";
        return row;
    }

    RolloverRepository rows_{*database_};
};
FINGERPOST_EVERY_ENGINE(RolloverRows);

TEST_P(RolloverRows, are_kept_whole) {
    auto row = sample();
    row.id = rows_.add(row);
    EXPECT_EQ(rows_.get(row.id).value(), row);
    EXPECT_EQ(rows_.list(), std::vector{row});
    EXPECT_EQ(rows_.get(row.id + 1).error().code, Errc::not_found);
}

TEST_P(RolloverRows, change_only_for_who_knows_how_they_are) {
    auto row = sample();
    row.id = rows_.add(row);
    auto next = row;
    next.step = "switch";
    next.tracked = true;
    next.hook.clear();
    EXPECT_TRUE(rows_.replace(row, next));
    EXPECT_EQ(rows_.get(row.id).value(), next);
    EXPECT_FALSE(rows_.replace(row, sample()));
    EXPECT_EQ(rows_.get(row.id).value(), next);
}

TEST(RolloverTable, of_an_older_revision_has_none) {
    const auto database = test::empty_database();
    EXPECT_TRUE(RolloverRepository(*database).list().empty());
}

} // namespace
} // namespace fingerpost::storage
