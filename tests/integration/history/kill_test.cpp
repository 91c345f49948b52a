#include "history/history.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>

namespace fingerpost::history {
namespace {

constexpr std::int64_t start = 1'795'305'600;
constexpr std::int64_t minute = 60;

/// Writes step after step from `first` and says each through the pipe once it is written.
[[noreturn]] void write_for_ever(const std::string& file, int out, std::int64_t first) {
    auto history = History::open(file, first);
    for (auto time = first;; time += minute) {
        const Sample sample{0, static_cast<double>(time % 10'000)};
        if (!history.write(time, {&sample, 1})) _exit(1);
        if (write(out, &time, sizeof time) != sizeof time) _exit(1);
    }
}

/// The last step that a child wrote before it was killed after so long.
std::int64_t
last_of_killed(const std::string& file, std::int64_t first, std::chrono::microseconds until) {
    int ends[2] = {};
    EXPECT_EQ(pipe(ends), 0);
    const auto child = fork();
    if (child == 0) write_for_ever(file, ends[1], first);
    close(ends[1]);
    std::int64_t last = 0;
    std::int64_t said = 0;
    const auto deadline = std::chrono::steady_clock::now() + until;
    bool killed = false;
    while (read(ends[0], &said, sizeof said) == sizeof said) {
        last = said;
        if (killed || std::chrono::steady_clock::now() < deadline) continue;
        kill(child, SIGKILL);
        killed = true;
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    return last;
}

TEST(HistoryKilled, loses_at_most_the_step_in_progress) {
    const test::Folder folder;
    const auto file = folder.file("history.db");
    {
        auto history = History::open(file, start);
        const std::vector<Topic> topics{{"x", Kind::gauge, ""}};
        ASSERT_TRUE(history.add(topics, start));
    }
    std::mt19937 random(7);
    auto next = start;
    for (int round = 0; round < 20; ++round) {
        const std::chrono::microseconds until(std::uniform_int_distribution(0, 20'000)(random));
        const auto last = last_of_killed(file, next, until);
        ASSERT_GE(last, next);
        auto opened = open_or_replace(file, last);
        EXPECT_EQ(opened.problem, "");
        const auto from = std::max(next, last - minutes.span() + 10 * minute);
        const auto seen = opened.history.read("x", {from, last + minute, last, points_max});
        ASSERT_EQ(seen->step, minute);
        for (std::size_t i = 0; i < seen->points.size(); ++i)
            ASSERT_FLOAT_EQ(
                seen->points[i].average,
                static_cast<float>((from + static_cast<std::int64_t>(i) * minute) % 10'000)
            );
        next = last + 2 * minute; // the one in progress may be there
    }
}

} // namespace
} // namespace fingerpost::history
