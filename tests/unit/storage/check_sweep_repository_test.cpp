#include "storage/check_sweep_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

using Names = std::vector<std::string>;

class CheckSweepRepositoryTest : public test::DatabaseTest {
protected:
    CheckSweepRepository sweep_{*database_};
};

TEST_P(CheckSweepRepositoryTest, a_sweep_that_never_began_is_at_the_beginning) {
    EXPECT_EQ(sweep_.position(), SweepPosition());
}

TEST_P(CheckSweepRepositoryTest, the_position_is_replaced) {
    sweep_.set_position({"a.example", 0, 10, 20, 1});
    const SweepPosition last{"b.example", 3, 30, 40, 2};
    sweep_.set_position(last);
    EXPECT_EQ(sweep_.position(), last);
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_check_sweep"), 1);
}

TEST_P(CheckSweepRepositoryTest, rows_follow_by_name) {
    database_->run("INSERT INTO domain (id, name, provider_id) VALUES (1, 'b.example', 1), "
                   "(2, '*.example', 1), (3, 'a.example', 1), (4, 'c.example', 1)");
    EXPECT_EQ(sweep_.rows_after("", 2), (Names{"*.example", "a.example"}));
    EXPECT_EQ(sweep_.rows_after("a.example", 9), (Names{"b.example", "c.example"}));
    EXPECT_TRUE(sweep_.rows_after("c.example", 9).empty());
}

TEST_P(CheckSweepRepositoryTest, what_is_due_comes_when_its_time_has_come_the_earliest_first) {
    sweep_.look_again(Names{"late.example", "b.example"}, 300, 100);
    sweep_.look_again(Names{"soon.example"}, 200, 100);
    EXPECT_TRUE(sweep_.due(199, 9).empty());
    EXPECT_EQ(sweep_.due(200, 9), Names{"soon.example"});
    EXPECT_EQ(sweep_.due(300, 2), (Names{"soon.example", "b.example"}));
    EXPECT_TRUE(sweep_.is_due("late.example"));
    EXPECT_FALSE(sweep_.is_due("a.example"));
}

TEST_P(CheckSweepRepositoryTest, further_reasons_put_nothing_off) {
    sweep_.look_again(Names{"example.com"}, 200, 100);
    sweep_.look_again(Names{"example.com"}, 250, 150);
    EXPECT_EQ(sweep_.due(200, 9), Names{"example.com"});
}

TEST_P(CheckSweepRepositoryTest, a_change_during_a_look_wants_another_one) {
    sweep_.look_again(Names{"example.com"}, 200, 100);
    sweep_.look_again(Names{"example.com"}, 310, 210);
    sweep_.looked_at("example.com", 220);
    EXPECT_EQ(sweep_.due(310, 9), Names{"example.com"});
    sweep_.looked_at("example.com", 310);
    EXPECT_EQ(sweep_.due_count(), 0);
}

TEST_P(CheckSweepRepositoryTest, what_is_too_much_waits_for_its_turn) {
    database_->run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) "
        "INSERT INTO fingerpost_check_due (domain, due) SELECT i || '.example', 5 FROM n"
    );
    sweep_.look_again(Names{"a.example", "b.example", "1.example"}, 3, 1);
    EXPECT_EQ(sweep_.due_count(), CheckSweepRepository::due_max);
    EXPECT_EQ(sweep_.due(3, 9), (Names{"1.example", "a.example"}));
}

FINGERPOST_EVERY_ENGINE(CheckSweepRepositoryTest);

} // namespace
} // namespace fingerpost::storage
