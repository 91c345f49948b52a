/// @file
/// A real BIND for tests: waits until it serves, answers through dig.
#pragma once

#include "support/golden.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace fingerpost::test {

inline int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(socket, plain, size) == 0 && ::getsockname(socket, plain, &size) == 0;
    ::close(socket);
    return bound ? ntohs(address.sin_port) : 0;
}

/// A name server of its own on 127.0.0.1, in a directory of its own.
class Named {
public:
    Named(const Scratch& scratch, const std::string& zones, int port = free_port())
        : scratch_(scratch), port_(port) {
        const auto folder = scratch.path().string();
        const auto file = scratch.write(
            "named.conf",
            "options { directory \"" + folder + "\"; listen-on port " + std::to_string(port_) +
                " { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; recursion no;"
                " session-keyfile \"" +
                folder +
                "/session.key\"; dnssec-validation no;"
                " allow-transfer { any; }; notify explicit; check-srv-cname fail; check-mx-cname "
                "fail; "
                "};\n"
                "controls { };\n" +
                zones
        );
        program_.emplace(
            std::vector<std::string>{
                find_program("named"), "-4", "-n", "1", "-g", "-c", file.string()},
            scratch / "log"
        );
    }

    /// Waits until it serves; false when it ended or ten seconds passed.
    bool ready() {
        for (int i = 0; i < 100 && !program_->ended(); ++i) {
            const auto log = read_file(scratch_ / "log");
            if (log.find(" all zones loaded") != log.npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return false;
    }

    std::uint16_t port() const { return static_cast<std::uint16_t>(port_); }

    std::string log() const { return read_file(scratch_ / "log"); }

    /// What dig prints, without comments.
    std::string ask(std::vector<std::string> question) const {
        std::vector<std::string> command{
            "dig",
            "@127.0.0.1",
            "-p",
            std::to_string(port_),
            "+nocomments",
            "+nocmd",
            "+nostats",
            "+noquestion",
            "+norecurse",
            "+tries=2",
            "+time=5"};
        command.insert(command.end(), question.begin(), question.end());
        EXPECT_EQ(run(command, scratch_ / "answer"), 0);
        return read_file(scratch_ / "answer");
    }

private:
    const Scratch& scratch_;
    int port_;
    std::optional<Program> program_;
};

} // namespace fingerpost::test
