#include "base/program.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

using namespace fingerpost;
using namespace std::chrono_literals;

namespace {

Result<ProgramEnd> shell(const std::string& script, std::chrono::milliseconds longest = 20s) {
    return run_program({"/bin/sh", "-c", script}, longest);
}

} // namespace

TEST(Program, tells_its_exit_code_and_what_both_streams_said) {
    const auto end = shell("echo out; echo err >&2; exit 7");
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(end->exit_code, 7);
    EXPECT_EQ(end->output, "out\nerr\n");
}

TEST(Program, takes_its_arguments_as_they_are) {
    const auto end = run_program({"/bin/echo", "$HOME", "a  b", ";", ""}, 20s);
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(end->output, "$HOME a  b ; \n");
}

TEST(Program, that_does_not_end_is_killed_with_its_children) {
    const auto before = std::chrono::steady_clock::now();
    const auto end = shell("sleep 60 & sleep 60; wait", 100ms);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Errc::timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
}

TEST(Program, is_not_waited_for_by_its_children) {
    const auto before = std::chrono::steady_clock::now();
    const auto end = shell("sleep 20 & echo done", 15s);
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(end->output, "done\n");
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
}

TEST(Program, may_say_more_than_is_kept) {
    const auto end = shell("head -c 1000000 /dev/zero; exit 3");
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(end->output.size(), program_output_max);
    EXPECT_EQ(end->exit_code, 3);
}

TEST(Program, inherits_neither_descriptors_nor_environment) {
    const int open = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
    ASSERT_EQ(::fcntl(open, F_DUPFD, 100), 100);
    ::setenv("FINGERPOST_TEST_SECRET", "1", 1);
    const auto end = shell("ls /proc/$$/fd; env");
    ::unsetenv("FINGERPOST_TEST_SECRET");
    ::close(100);
    ::close(open);
    ASSERT_TRUE(end) << end.error().what;
    EXPECT_EQ(end->output.find("100"), std::string::npos) << end->output;
    EXPECT_EQ(end->output.find("SECRET"), std::string::npos) << end->output;
}

TEST(Program, can_be_ended_by_signals_that_we_have_blocked) {
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const auto end = shell("kill -TERM $$; echo survived");
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Errc::upstream);
}

TEST(Program, that_is_not_there_is_named) {
    const auto end = run_program({"/nonexistent/program"}, 1s);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, Errc::not_found);
    EXPECT_NE(end.error().what.find("/nonexistent/program"), std::string::npos);
}

TEST(Program, is_not_searched_for) {
    EXPECT_EQ(run_program({"echo"}, 1s).error().code, Errc::bad_request);
    EXPECT_EQ(run_program({}, 1s).error().code, Errc::bad_request);
}
