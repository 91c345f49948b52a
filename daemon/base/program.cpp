#include "base/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>

namespace fingerpost {

namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

Error failure(Errc code, const std::string& program, const std::string& what) {
    return {code, program + ' ' + what};
}

std::string said(int error) {
    return std::error_code(error, std::generic_category()).message();
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    list.reserve(words.size() + 1);
    for (auto& word : words)
        list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

/// In a process group of its own, so that its children can be ended with it. An errno.
int spawn(std::vector<std::string> command, int output, pid_t& id) {
    std::vector<std::string> environment{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    );
    const auto arguments = pointers(command);
    const auto variables = pointers(environment);
    const int failed =
        posix_spawn(&id, arguments[0], &files, &attributes, arguments.data(), variables.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

/// What a pipe can hold (pipe(7)), of what is there now. False at the end of the stream.
bool read_some(int pipe, std::string& output) {
    std::array<char, 64 * 1024> buffer;
    const auto got = ::read(pipe, buffer.data(), buffer.size());
    if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
    const auto room = program_output_max - output.size();
    output.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    return true;
}

/// Until the program has ended; its children may still hold the pipe. False: time is up.
bool read_until_end(int process, int pipe, std::string& output, Clock::time_point deadline) {
    std::array<pollfd, 2> waits{pollfd{process, POLLIN, 0}, pollfd{pipe, POLLIN, 0}};
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return false;
        if (::poll(waits.data(), waits.size(), static_cast<int>(left.count())) < 0) continue;
        if (waits[1].revents != 0 && !read_some(pipe, output)) waits[1].fd = -1;
        if (waits[0].revents != 0) return true;
    }
}

} // namespace

Result<ProgramEnd>
run_program(const std::vector<std::string>& command, std::chrono::milliseconds longest) {
    if (command.empty() || !command.front().starts_with('/'))
        return Error{Errc::bad_request, "a program to run needs its absolute path"};
    const auto& program = command.front();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure(Errc::not_found, program, said(errno));
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
    pid_t id = -1;
    if (const int failed = spawn(command, writing.get(), id); failed != 0)
        return failure(Errc::not_found, program, "cannot be run: " + said(failed));
    writing.close();
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, id, 0)));
    ProgramEnd end;
    const auto deadline = Clock::now() + longest;
    const bool ended =
        process.get() >= 0 && read_until_end(process.get(), reading.get(), end.output, deadline);
    if (!ended) ::kill(-id, SIGKILL);
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended)
        return failure(
            Errc::timeout,
            program,
            "did not end within " + std::to_string(longest.count()) + " ms and was killed"
        );
    read_some(reading.get(), end.output);
    if (!WIFEXITED(status))
        return failure(
            Errc::upstream, program, "was ended by signal " + std::to_string(WTERMSIG(status))
        );
    end.exit_code = WEXITSTATUS(status);
    return end;
}

} // namespace fingerpost
