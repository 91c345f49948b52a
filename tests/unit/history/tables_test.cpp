#include "history/tables.hpp"

#include "history/history.hpp"
#include "storage/sqlite.hpp"
#include "support/database.hpp"
#include "support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace fingerpost::history {
namespace {

constexpr std::int64_t now = 1'795'339'800;

class HistoryFile : public testing::Test {
protected:
    std::string file() const { return folder_.file("history.db"); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
    void sql(std::string_view statements) const {
        storage::open_sqlite(file(), storage::Mode::read_write)->run(statements);
    }

    test::Folder folder_;
};

std::vector<Topic> topics(int count) {
    std::vector<Topic> all;
    for (int i = 0; i < count; ++i)
        all.push_back({"series " + std::to_string(i), Kind::gauge, "B"});
    return all;
}

TEST_F(HistoryFile, has_large_pages_and_reaches_the_disk) {
    auto history = History::open(file(), now);
    const auto connection = storage::open_sqlite(file(), storage::Mode::read_only);
    EXPECT_EQ(storage::integer_of(*connection, "PRAGMA page_size"), 8192);
    const auto mode = connection->prepare("PRAGMA journal_mode");
    ASSERT_TRUE(mode->step());
    EXPECT_EQ(mode->text(0), "wal");
}

TEST_F(HistoryFile, keeps_series_their_columns_and_their_past) {
    {
        auto history = History::open(file(), now);
        EXPECT_EQ(history.add(topics(3), now).value(), (std::vector<int>{0, 1, 2}));
        const Sample sample{1, 7};
        ASSERT_TRUE(history.write(now, {&sample, 1}));
        ASSERT_TRUE(history.remove("series 1", now + 60));
        EXPECT_EQ(history.remove("series 1", now).error().code, Errc::not_found);
        EXPECT_EQ(history.add(topics(5), now + 120).value(), (std::vector<int>{0, 1, 2, 3, 4}));
        ASSERT_TRUE(history.remove("series 2", now + 60));
    }
    auto history = History::open(file(), now);
    const auto all = history.series();
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[1].added, now);
    EXPECT_TRUE(all[1].live());
    EXPECT_FALSE(all[2].live());
    EXPECT_EQ(all[2].topic, topics(3)[2]);
    const auto seen = history.read("series 1", {now, now + 60, now, 1});
    EXPECT_FLOAT_EQ(seen->points.front().average, 7);
    EXPECT_TRUE(history.read("series 2", {now, now + 60, now, 1}));
}

TEST_F(HistoryFile, grows_once_when_more_series_come_and_loses_nothing) {
    auto history = History::open(file(), now);
    ASSERT_TRUE(history.add(topics(3), now));
    const Sample sample{2, 7};
    ASSERT_TRUE(history.write(now, {&sample, 1}));
    const auto small = std::filesystem::file_size(file());
    ASSERT_TRUE(history.add(topics(16), now));
    EXPECT_EQ(std::filesystem::file_size(file()), small);
    ASSERT_TRUE(history.add(topics(40), now));
    const auto large = std::filesystem::file_size(file());
    EXPECT_GT(large, 2 * small);
    EXPECT_LT(large, 4 * small);
    EXPECT_FLOAT_EQ(history.read("series 2", {now, now + 60, now, 1})->points.front().average, 7);
    EXPECT_FALSE(history.read("series 39", {now, now + 60, now, 1})->points.front().known());
    const Sample last{39, 8};
    ASSERT_TRUE(history.write(now + 60, {&last, 1}));
    EXPECT_FLOAT_EQ(
        history.read("series 39", {now + 60, now + 120, now, 1})->points.front().average, 8
    );
}

TEST_F(HistoryFile, takes_all_topics_or_none) {
    auto history = History::open(file(), now);
    ASSERT_TRUE(history.add(topics(1), now));
    const std::vector<Topic> other{{"new", Kind::gauge, ""}, {"series 0", Kind::counter, "B"}};
    EXPECT_EQ(history.add(other, now).error().code, Errc::conflict);
    const std::vector<Topic> wrong{{"new", Kind::gauge, ""}, {"", Kind::gauge, ""}};
    EXPECT_EQ(history.add(wrong, now).error().code, Errc::bad_request);
    EXPECT_EQ(history.series().size(), 1U);
    EXPECT_TRUE(history.add({}, now));
}

TEST_F(HistoryFile, without_series_takes_writes_and_keeps_nothing) {
    auto history = History::open(file(), now);
    EXPECT_TRUE(history.write(now, {}));
    EXPECT_TRUE(history.series().empty());
    EXPECT_EQ(history.read("x", {now, now + 60, now, 1}).error().code, Errc::not_found);
}

TEST_F(HistoryFile, that_was_damaged_is_moved_aside_and_a_new_one_begun) {
    const char* const texts[] = {
        "no database at all, but longer than SQLite's header of 100 octets, "
        "which it would else take for an empty file that is still to be made"};
    std::ofstream(file()) << texts[0];
    EXPECT_THROW(History::open(file(), now), storage::DamagedDatabase);
    auto opened = open_or_replace(file(), now);
    EXPECT_NE(opened.problem.find(file()), std::string::npos) << opened.problem;
    EXPECT_NE(opened.problem.find(".damaged-20261122T093000Z"), std::string::npos);
    EXPECT_EQ(test::read_file(file() + ".damaged-20261122T093000Z"), texts[0]);
    ASSERT_TRUE(opened.history.add(topics(1), now));
    const Sample sample{0, 7};
    EXPECT_TRUE(opened.history.write(now, {&sample, 1}));
}

TEST_F(HistoryFile, that_lost_pages_or_rows_is_damaged_too) {
    const auto make = [&] {
        auto history = History::open(file(), now);
        ASSERT_TRUE(history.add(topics(1), now));
    };
    make();
    std::filesystem::resize_file(file(), std::filesystem::file_size(file()) / 2 / 8192 * 8192);
    EXPECT_NE(open_or_replace(file(), now).problem, "");
    make();
    sql("DELETE FROM hour WHERE slot = 77");
    EXPECT_NE(open_or_replace(file(), now).problem.find("hour"), std::string::npos);
    make();
    sql("INSERT INTO series VALUES (99, 'far', 0, '', 1, 0)");
    EXPECT_NE(open_or_replace(file(), now).problem, "");
    EXPECT_EQ(open_or_replace(file(), now).problem, "");
    EXPECT_EQ(
        std::ranges::count_if(
            files(),
            [](const auto& name) {
                return name.find(".damaged-") != name.npos && !name.ends_with("-wal") &&
                       !name.ends_with("-shm");
            }
        ),
        3
    );
}

TEST_F(HistoryFile, of_somebody_else_is_left_alone) {
    storage::open_sqlite(file(), storage::Mode::create)->run("CREATE TABLE provider (id)");
    try {
        open_or_replace(file(), now);
        FAIL();
    } catch (const storage::SqlError& problem) {
        EXPECT_NE(std::string(problem.what()).find("history_file"), std::string::npos);
    }
    EXPECT_EQ(files().front(), "history.db");
}

TEST_F(HistoryFile, of_a_later_version_is_left_alone) {
    { auto history = History::open(file(), now); }
    sql("PRAGMA user_version = 2");
    EXPECT_THROW(open_or_replace(file(), now), storage::SqlError);
}

TEST_F(HistoryFile, is_not_made_by_readers) {
    EXPECT_EQ(History::open_for_reading(file()).error().code, Errc::not_found);
    auto writer = History::open(file(), now);
    ASSERT_TRUE(writer.add(topics(1), now));
    auto reader = History::open_for_reading(file());
    ASSERT_TRUE(reader);
    const Sample sample{0, 7};
    ASSERT_TRUE(writer.write(now, {&sample, 1}));
    EXPECT_FLOAT_EQ(reader->read("series 0", {now, now + 60, now, 1})->points[0].average, 7);
}

TEST_F(HistoryFile, answers_odd_windows) {
    auto history = History::open(file(), now);
    ASSERT_TRUE(history.add(topics(1), now));
    const auto code = [&](std::int64_t from, std::int64_t to, int points) {
        return history.read("series 0", {from, to, now, points}).error().code;
    };
    EXPECT_EQ(code(now, now, 10), Errc::bad_request);
    EXPECT_EQ(code(now, now - 1, 10), Errc::bad_request);
    EXPECT_EQ(code(-1, now, 10), Errc::bad_request);
    EXPECT_EQ(code(now, now + 1, 0), Errc::bad_request);
    EXPECT_EQ(history.read("series 0", {now, now + 1, now, 1000})->points.size(), 1U);
    EXPECT_LE(history.read("series 0", {0, now, now, 1'000'000})->points.size(), points_max + 1U);
    EXPECT_LE(history.read("series 0", {now - 86400, now, now, 7})->points.size(), 8U);
}

} // namespace
} // namespace fingerpost::history
