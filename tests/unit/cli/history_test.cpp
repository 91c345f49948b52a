#include "history/history.hpp"

#include "base/clock.hpp"
#include "support/database_command_line.hpp"

#include <boost/json/array.hpp>

#include <fstream>

namespace fingerpost::cli {
namespace {

class HistoryVerbs : public testing::Test {
protected:
    std::string file() const { return (database_.scratch() / "history.db").string(); }

    /// Ten minutes of two series, the first of them a gap; the last ended just now.
    void fill() const {
        const auto now = unix_time();
        auto history = history::History::open(file(), now);
        const std::vector<history::Topic> topics{
            {"queue", history::Kind::gauge, ""}, {"old", history::Kind::counter, "B/s"}};
        ASSERT_TRUE(history.add(topics, now - 600));
        for (int i = 1; i < 10; ++i) {
            const history::Sample sample{0, static_cast<double>(i)};
            ASSERT_TRUE(history.write(now - (10 - i) * 60, {&sample, 1}));
        }
        ASSERT_TRUE(history.remove("old", now));
    }

    test::DatabaseCommandLine database_;
};

TEST_F(HistoryVerbs, list_what_is_remembered) {
    fill();
    const auto text = database_.done({"history", "list"});
    EXPECT_NE(text.find("queue"), std::string::npos);
    const auto json = database_.json({"history", "list"}).as_array();
    ASSERT_EQ(json.size(), 2U);
    EXPECT_EQ(json[0].at("kind"), "gauge");
    EXPECT_FALSE(json[0].as_object().contains("removed"));
    EXPECT_TRUE(json[1].as_object().contains("removed"));
}

TEST_F(HistoryVerbs, show_a_series_in_each_form) {
    fill();
    const std::vector<std::string> show{"history", "show", "queue", "--from", "-10m"};
    const auto as = [&](const char* form) {
        auto words = show;
        words.emplace_back(form);
        return database_.done(words);
    };
    EXPECT_NE(database_.done(show).find("least 1, average 5, most 9, last 9"), std::string::npos);
    EXPECT_TRUE(as("--csv").starts_with("time,average,least,most\r\n"));
    EXPECT_NE(as("--svg").find("<svg"), std::string::npos);
    EXPECT_TRUE(as("--png").starts_with("\x89PNG"));
    const auto json = database_.json(show);
    EXPECT_EQ(json.at("step").as_int64(), 60);
    const auto& points = json.at("points").as_array();
    EXPECT_EQ(points.size(), 11U);
    EXPECT_TRUE(points[0].at(1).is_null());
    EXPECT_EQ(points[9].at(1).as_double(), 9);
}

TEST_F(HistoryVerbs, say_what_is_wrong) {
    EXPECT_NE(
        database_.refused({"history", "list"}).find("nothing has been measured"), std::string::npos
    );
    fill();
    EXPECT_NE(database_.refused({"history", "show", "x"}).find("history list"), std::string::npos);
    const auto show = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"history", "show", "queue"});
        return database_.refused(more);
    };
    EXPECT_NE(show({"--from", "then"}).find("--from \"then\""), std::string::npos);
    EXPECT_NE(show({"--from", "now", "--to", "-1d"}).find("not after"), std::string::npos);
    EXPECT_NE(show({"--svg", "--png"}).find("only one"), std::string::npos);
    EXPECT_NE(show({"--points", "0"}).find("--points"), std::string::npos);
}

TEST_F(HistoryVerbs, read_the_file_that_the_setting_names) {
    const auto other = (database_.scratch() / "other.db").string();
    EXPECT_NE(
        database_.refused({"history", "list", "--history-file=" + other}).find(other),
        std::string::npos
    );
}

TEST_F(HistoryVerbs, tell_of_a_damaged_file) {
    std::ofstream(file()) << std::string(5000, 'x');
    const auto told = database_.refused({"history", "list"});
    EXPECT_NE(told.find(file()), std::string::npos) << told;
    EXPECT_NE(told.find("move it aside"), std::string::npos) << told;
}

} // namespace
} // namespace fingerpost::cli
