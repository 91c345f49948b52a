#include "history/history.hpp"

#include "storage/sqlite.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>

namespace fingerpost::history {
namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t midnight = 1'795'305'600; // 2026-11-22T00:00:00Z

const std::vector<Topic> one_gauge{{"queue", Kind::gauge, ""}};

class HistoryTest : public testing::Test {
protected:
    std::string file() const { return folder_.file("history.db"); }
    History opened(std::int64_t now = midnight) const { return History::open(file(), now); }

    /// `value(minute)` each minute of [from, to) but where it is NaN.
    template <class Value>
    static void fill(History& history, std::int64_t from, std::int64_t to, Value value) {
        for (auto time = from; time < to; time += minute) {
            const Sample sample{0, static_cast<double>(value(time))};
            if (std::isnan(sample.value)) continue;
            EXPECT_TRUE(history.write(time, {&sample, 1}));
        }
    }
    static std::vector<Point>
    points(History& history, std::int64_t from, std::int64_t to, int most, std::int64_t step) {
        const auto extract = history.read("queue", {from, to, to, most});
        EXPECT_TRUE(extract);
        EXPECT_EQ(extract->from, from);
        EXPECT_EQ(extract->step, step);
        return extract->points;
    }

    test::Folder folder_{test::fast_folder()};
};

TEST_F(HistoryTest, remembers_each_minute) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    fill(history, midnight, midnight + 5 * minute, [](auto time) { return time % 7; });
    const auto seen = points(history, midnight, midnight + 5 * minute, 5, minute);
    ASSERT_EQ(seen.size(), 5U);
    for (int i = 0; i < 5; ++i)
        EXPECT_FLOAT_EQ(seen[i].average, static_cast<float>((midnight + i * minute) % 7));
}

TEST_F(HistoryTest, shows_what_is_missing_as_gaps) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    const Sample infinite{0, INFINITY};
    const Sample nowhere{7, 1};
    ASSERT_TRUE(history.write(midnight, {}));
    ASSERT_TRUE(history.write(midnight + minute, {&infinite, 1}));
    ASSERT_TRUE(history.write(midnight + 2 * minute, {&nowhere, 1}));
    fill(history, midnight + 4 * minute, midnight + 5 * minute, [](auto) { return 3; });
    const auto seen = points(history, midnight, midnight + 5 * minute, 5, minute);
    for (int i = 0; i < 4; ++i)
        EXPECT_FALSE(seen[i].known()) << i;
    EXPECT_FLOAT_EQ(seen[4].average, 3);
}

TEST_F(HistoryTest, consolidates_when_a_longer_step_has_ended) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    fill(history, midnight, midnight + day + minute, [](auto time) {
        return (time - midnight) / hour; // 0 in the first hour, 23 in the last
    });
    const auto hours = points(history, midnight, midnight + day, 24, hour);
    for (std::size_t i = 0; i < hours.size(); ++i)
        EXPECT_FLOAT_EQ(hours[i].average, static_cast<float>(i));
    const auto days = points(history, midnight - 9 * day, midnight + day, 10, day);
    EXPECT_FALSE(days[8].known());
    EXPECT_FLOAT_EQ(days[9].average, 11.5F);
    EXPECT_FLOAT_EQ(days[9].least, 0);
    EXPECT_FLOAT_EQ(days[9].most, 23);
}

TEST_F(HistoryTest, weighs_every_minute_alike_and_forgets_steps_that_are_mostly_unknown) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    // of the first hour 40 minutes at 1, five of 11, the rest missing; of the second 29 minutes
    fill(history, midnight, midnight + 2 * hour + minute, [](auto time) {
        const auto in = (time - midnight) / minute;
        return in < 40 ? 1.0 : in < 45 ? 11.0 : in < 91 ? NAN : 1.0;
    });
    const auto hours = points(history, midnight, midnight + 2 * hour, 2, hour);
    EXPECT_FLOAT_EQ(hours[0].average, (40 * 1 + 5 * 11) / 45.0F);
    EXPECT_FLOAT_EQ(hours[0].most, 11);
    EXPECT_FALSE(hours[1].known());
}

TEST_F(HistoryTest, catches_up_after_it_was_closed) {
    {
        auto history = opened();
        ASSERT_TRUE(history.add(one_gauge, midnight));
        fill(history, midnight, midnight + 20 * hour, [](auto) { return 5; });
    }
    auto history = opened(midnight + 40 * day);
    fill(history, midnight + 40 * day, midnight + 40 * day + 2 * minute, [](auto) { return 6; });
    const auto days = points(history, midnight, midnight + 41 * day, 41, day);
    EXPECT_FLOAT_EQ(days[0].average, 5);
    for (int i = 1; i < 41; ++i)
        EXPECT_FALSE(days[i].known()) << i;
}

TEST_F(HistoryTest, takes_what_a_former_round_left_for_a_gap) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    fill(history, midnight, midnight + 10 * minute, [](auto) { return 1; });
    const auto later = midnight + minutes.span();
    fill(history, later + 5 * minute, later + 6 * minute, [](auto) { return 2; });
    const auto seen = points(history, later, later + 10 * minute, 10, minute);
    for (std::size_t i = 0; i < seen.size(); ++i)
        EXPECT_EQ(seen[i].known(), i == 5) << i;
}

TEST_F(HistoryTest, keeps_counters_as_rates) {
    auto history = opened();
    const std::vector<Topic> counter{{"queue", Kind::counter, "1/s"}};
    ASSERT_TRUE(history.add(counter, midnight));
    const double counts[] = {1000, 1060, 1180, 30, 30};
    fill(history, midnight, midnight + 5 * minute, [&](auto time) {
        return counts[(time - midnight) / minute];
    });
    const auto seen = points(history, midnight, midnight + 5 * minute, 5, minute);
    EXPECT_FALSE(seen[0].known());
    EXPECT_FLOAT_EQ(seen[1].average, 1);
    EXPECT_FLOAT_EQ(seen[2].average, 2);
    EXPECT_FLOAT_EQ(seen[3].average, 0.5F); // it began again
    EXPECT_FLOAT_EQ(seen[4].average, 0);
}

TEST_F(HistoryTest, refuses_to_go_back_and_destroys_nothing) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    fill(history, midnight, midnight + 10 * minute, [](auto) { return 1; });
    const Sample other{0, 2};
    for (const auto back : {minute, 9 * minute, hour, 100 * day})
        EXPECT_EQ(
            history.write(midnight + 10 * minute - back, {&other, 1}).error().code, Errc::conflict
        );
    EXPECT_EQ(history.write(0, {&other, 1}).error().code, Errc::conflict);
    for (const auto& point : points(history, midnight, midnight + 10 * minute, 10, minute))
        EXPECT_FLOAT_EQ(point.average, 1);
    EXPECT_TRUE(history.write(midnight + 10 * minute, {&other, 1}));
}

TEST_F(HistoryTest, is_not_stopped_for_good_by_a_clock_that_was_ahead) {
    {
        auto history = opened();
        ASSERT_TRUE(history.add(one_gauge, midnight));
        fill(history, midnight, midnight + minute, [](auto) { return 1; });
        const auto ahead = midnight + 900 * day + hour;
        fill(history, ahead, ahead + minute, [](auto) { return 9; });
    }
    auto history = opened(midnight + 2 * minute);
    fill(history, midnight + 2 * minute, midnight + 3 * minute, [](auto) { return 2; });
    const auto seen = points(history, midnight, midnight + 3 * minute, 3, minute);
    EXPECT_FLOAT_EQ(seen[0].average, 1);
    EXPECT_FLOAT_EQ(seen[2].average, 2);
}

TEST_F(HistoryTest, is_of_constant_size_however_often_it_is_filled) {
    auto history = opened();
    ASSERT_TRUE(history.add(one_gauge, midnight));
    const auto at_first = std::filesystem::file_size(file());
    auto time = midnight;
    for (const auto& archive : archives)
        for (std::int64_t i = 0; i < 2 * archive.slots; ++i, time += archive.step) {
            const Sample sample{0, static_cast<double>(i)};
            ASSERT_TRUE(history.write(time, {&sample, 1}));
        }
    const auto connection = storage::open_sqlite(file(), storage::Mode::read_write);
    connection->run("PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_EQ(std::filesystem::file_size(file()), at_first);
    for (const auto& archive : archives) {
        const auto rows = std::string("SELECT count(*) FROM ") + archive.table;
        EXPECT_EQ(storage::integer_of(*connection, rows), archive.slots);
    }
}

} // namespace
} // namespace fingerpost::history
