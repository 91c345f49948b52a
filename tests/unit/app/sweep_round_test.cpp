#include "app/sweep_round.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::app {
namespace {

class SweepRoundTest : public testing::Test {
protected:
    SweepRoundTest() {
        database_->run("INSERT INTO domain (id, name, provider_id) VALUES (1, 'a.example', 1), "
                       "(2, 'b.example', 1), (3, 'c.example', 1)");
        restart();
    }

    void keep(std::initializer_list<std::uint64_t> numbers) {
        round_->keep(std::vector(numbers), 100);
        round_->committed();
    }
    std::string next() {
        const auto turn = round_->take();
        return turn ? turn->row : "";
    }
    void restart() {
        round_.emplace();
        round_->connect(*database_, 50);
    }

    std::unique_ptr<storage::Connection> database_ = test::memory_database();
    std::optional<SweepRound> round_;
};

TEST_F(SweepRoundTest, takes_every_row_once_and_then_begins_anew) {
    EXPECT_EQ(next(), "a.example");
    EXPECT_EQ(next(), "b.example");
    EXPECT_EQ(next(), "c.example");
    EXPECT_EQ(next(), "");
    EXPECT_FALSE(round_->is_over()) << "nothing was kept yet";
    keep({1, 2});
    round_->skip(3);
    EXPECT_TRUE(round_->is_over());
    EXPECT_EQ(round_->position().looked_at, 2);
    round_->begin_next(200);
    EXPECT_FALSE(round_->is_over());
    EXPECT_EQ(round_->position().round, 1);
    EXPECT_EQ(next(), "a.example");
}

TEST_F(SweepRoundTest, goes_on_after_a_restart_where_something_was_not_kept) {
    next(), next(), next();
    keep({1, 3});
    EXPECT_EQ(round_->position().after, "a.example");
    restart();
    EXPECT_EQ(round_->position().began_at, 50);
    EXPECT_EQ(next(), "b.example");
}

TEST_F(SweepRoundTest, what_was_not_committed_is_taken_again) {
    next();
    {
        const storage::Transaction rolled_back(*database_);
        round_->keep(std::array<std::uint64_t, 1>{1}, 100);
    }
    EXPECT_EQ(round_->position().after, "");
    restart();
    EXPECT_EQ(next(), "a.example");
}

TEST_F(SweepRoundTest, another_connection_changes_nothing) {
    next(), next();
    round_->disconnect();
    round_->connect(*database_, 99);
    EXPECT_EQ(next(), "c.example");
    keep({1, 2});
    EXPECT_EQ(round_->position().after, "b.example");
}

TEST_F(SweepRoundTest, what_was_taken_back_is_taken_again_under_another_number) {
    next(), next();
    keep({1});
    round_->take_back();
    const auto again = round_->take();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->row, "b.example");
    EXPECT_EQ(again->number, 3U);
}

TEST_F(SweepRoundTest, numbers_of_others_do_no_harm) {
    next(), next();
    keep({0, 77, 1});
    EXPECT_EQ(round_->position().looked_at, 1);
    EXPECT_EQ(round_->position().after, "a.example");
}

TEST_F(SweepRoundTest, rows_that_come_and_go_meanwhile_are_no_matter) {
    next();
    keep({1});
    restart();
    database_->run("DELETE FROM domain WHERE name IN ('a.example', 'b.example');"
                   "INSERT INTO domain (id, name, provider_id) VALUES (9, 'bb.example', 1)");
    EXPECT_EQ(next(), "bb.example");
    EXPECT_EQ(next(), "c.example");
}

} // namespace
} // namespace fingerpost::app
