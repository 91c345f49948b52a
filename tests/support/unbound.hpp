/// @file
/// A real Unbound for tests: a validating resolver that knows one zone, by a trust anchor of ours.
#pragma once

#include "support/named.hpp"

namespace fingerpost::test {

class Unbound {
public:
    /// `anchor`: a DS or DNSKEY record of `zone`, which is served on loopback.
    Unbound(
        const Scratch& scratch, const std::string& zone, std::uint16_t zone_port, std::string anchor
    )
        : scratch_(scratch), port_(free_port()) {
        const auto folder = scratch.path().string();
        const auto file = scratch.write(
            "unbound.conf",
            "server:\n directory: \"" + folder +
                "\"\n username: \"\"\n chroot: \"\"\n pidfile: \"\"\n"
                " interface: 127.0.0.1@" +
                std::to_string(port_) +
                "\n use-syslog: no\n logfile: \"\"\n verbosity: 1\n do-daemonize: no\n "
                "num-threads: 1\n"
                " do-not-query-localhost: no\n module-config: \"validator iterator\"\n ede: yes\n"
                " trust-anchor: \"" +
                anchor +
                "\"\n"
                "remote-control:\n control-enable: no\n"
                "stub-zone:\n name: \"" +
                zone + "\"\n stub-addr: 127.0.0.1@" + std::to_string(zone_port) + "\n"
        );
        program_.emplace(
            std::vector<std::string>{find_program("unbound"), "-d", "-p", "-c", file.string()},
            scratch / "unbound.log"
        );
    }

    /// Waits until it serves; false when it ended or ten seconds passed.
    bool ready() {
        for (int i = 0; i < 100 && !program_->ended(); ++i) {
            if (log().find("start of service") != std::string::npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return false;
    }

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    std::string log() const { return read_file(scratch_ / "unbound.log"); }

private:
    const Scratch& scratch_;
    int port_;
    std::optional<Program> program_;
};

} // namespace fingerpost::test
