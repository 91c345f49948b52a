/// @file
/// Other people's programs in tests: found, run, and ended.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace fingerpost::test {

/// Its path, also in the sbin directories; "" when it is not installed.
inline std::string find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(std::string(path ? path : "") + ":/usr/sbin:/sbin:/usr/local/sbin");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (const auto file = folder + '/' + name; ::access(file.c_str(), X_OK) == 0) return file;
    return {};
}

/// Skips a test whose program is missing; under CI everything must be there.
#define FINGERPOST_NEEDS_PROGRAM(name)                                                             \
    if (fingerpost::test::find_program(name).empty()) {                                            \
        if (std::getenv("CI")) FAIL() << name << " is not installed";                              \
        GTEST_SKIP() << name << " is not installed";                                               \
    }

/// A running program, its output in one file. Ended, if it has not, when this goes.
class Program {
public:
    Program(std::vector<std::string> command, const std::filesystem::path& output) {
        std::vector<char*> arguments;
        for (auto& word : command)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(
            &actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600
        );
        posix_spawn_file_actions_adddup2(&actions, 1, 2);
        if (posix_spawn(&id_, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
            id_ = -1;
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Program() {
        if (id_ <= 0) return;
        ::kill(id_, SIGTERM);
        wait();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Its exit status; -1 when it could not be started or was killed.
    int wait() {
        int status = 0;
        if (id_ <= 0) return -1;
        while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    bool ended() {
        if (id_ > 0 && ::waitpid(id_, nullptr, WNOHANG) == id_) id_ = -1;
        return id_ <= 0;
    }

private:
    pid_t id_ = -1;
};

/// Runs a program to its end; `command[0]` is looked up.
inline int run(std::vector<std::string> command, const std::filesystem::path& output) {
    command[0] = find_program(command[0]);
    return Program(std::move(command), output).wait();
}

} // namespace fingerpost::test
