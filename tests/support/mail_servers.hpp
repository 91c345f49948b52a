/// @file
/// Real mail servers of their own on 127.0.0.1 and free ports: Dovecot for IMAP, POP3 and
/// ManageSieve, Postfix for SMTP. Both must be started as root.
#pragma once

#include "support/certificates.hpp"
#include "support/named.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace fingerpost::test {

/// Skips a test of servers that only root may start; under CI it must be root.
#define FINGERPOST_NEEDS_ROOT()                                                                    \
    if (::geteuid() != 0) {                                                                        \
        if (std::getenv("CI")) FAIL() << "only root may start this server";                        \
        GTEST_SKIP() << "only root may start this server";                                         \
    }

/// Whether somebody listens there before the program ends or ten seconds have passed.
inline bool wait_for_port(Program& program, std::uint16_t port) {
    boost::asio::io_context context;
    const auto host = boost::asio::ip::address_v4::loopback();
    for (int i = 0; i < 1000 && !program.ended(); ++i) {
        boost::system::error_code failed;
        boost::asio::ip::tcp::socket socket(context);
        socket.connect({host, port}, failed);
        if (!failed) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

using Chain = std::vector<const Identity*>;

/// The key and, after it, the certificates in the order they are sent.
inline std::string key_and_chain(const Chain& chain) {
    auto pem = chain.front()->key_pem();
    for (const auto* const identity : chain)
        pem += identity->pem();
    return pem;
}

inline std::uint16_t port_of_my_own() {
    return static_cast<std::uint16_t>(free_port());
}

/// Also on 127.0.0.2: a client with the server's own address is taken for safe without TLS.
class Dovecot {
public:
    /// `settings`: lines of dovecot.conf that differ from one server to the next.
    explicit Dovecot(const Chain& chain, const std::string& settings = "ssl = yes\n") {
        const auto folder = scratch_.path().string();
        std::filesystem::permissions(scratch_.path(), std::filesystem::perms{0755});
        const auto pem = scratch_.write("server.pem", key_and_chain(chain)).string();
        const auto listener = [](const std::string& name, std::uint16_t port) {
            return "  inet_listener " + name + " {\n    port = " + std::to_string(port) + "\n" +
                   (name.ends_with("s") ? "    ssl = yes\n" : "") + "  }\n";
        };
        const auto file = scratch_.write(
            "dovecot.conf",
            "base_dir = " + folder + "/run\nstate_dir = " + folder +
                "/state\nlog_path = " + folder +
                "/log\nlisten = 127.0.0.1 127.0.0.2\nprotocols = imap pop3 sieve\nssl_cert = <" +
                pem + "\nssl_key = <" + pem + "\n" + settings +
                "auth_mechanisms = plain login scram-sha-256\n"
                "passdb {\n  driver = static\n  args = password=secret\n}\n"
                "userdb {\n  driver = static\n  args = uid=65534 gid=65534 home=" +
                folder + "\n}\nservice imap-login {\n" + listener("imap", imap) +
                listener("imaps", imaps) + "}\nservice pop3-login {\n" + listener("pop3", pop3) +
                listener("pop3s", pop3s) + "}\nservice managesieve-login {\n" +
                listener("sieve", sieve) + "}\nservice auth {\n  unix_listener " + auth_socket() +
                " {\n    mode = 0666\n  }\n}\n"
        );
        program_ = std::make_unique<Program>(
            std::vector<std::string>{find_program("dovecot"), "-F", "-c", file.string()},
            scratch_ / "output"
        );
        for (const auto port : {imap, pop3, sieve})
            EXPECT_TRUE(wait_for_port(*program_, port)) << read_file(scratch_ / "output");
    }

    /// Where Postfix asks who may log in.
    std::string auth_socket() const { return (scratch_ / "auth").string(); }

    const std::uint16_t imap = port_of_my_own();
    const std::uint16_t imaps = port_of_my_own();
    const std::uint16_t pop3 = port_of_my_own();
    const std::uint16_t pop3s = port_of_my_own();
    const std::uint16_t sieve = port_of_my_own();

private:
    Scratch scratch_;
    std::unique_ptr<Program> program_;
};

class Postfix {
public:
    /// Submission asks `auth_socket` of a Dovecot.
    Postfix(const Chain& chain, const std::string& auth_socket) {
        const auto folder = scratch_.path().string();
        std::filesystem::permissions(scratch_.path(), std::filesystem::perms{0755});
        std::filesystem::create_directory(scratch_ / "queue");
        std::filesystem::create_directory(scratch_ / "data");
        const auto pem = scratch_.write("server.pem", key_and_chain(chain)).string();
        scratch_.write(
            "main.cf",
            "compatibility_level = 3.6\nqueue_directory = " + folder + "/queue\ndata_directory = " +
                folder + "/data\nmaillog_file_prefixes = " + folder + "\nmaillog_file = " + folder +
                "/log\nmyhostname = mail.example.com\nmydestination =\nalias_maps =\n"
                "alias_database =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n"
                "smtpd_tls_chain_files = " +
                pem + "\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = " + auth_socket + "\n"
        );
        const auto at = [](std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); };
        const std::string served = " inet n - n - - smtpd -o smtpd_tls_security_level=";
        const std::string with_login = " -o smtpd_sasl_auth_enable=yes";
        scratch_.write(
            "master.cf",
            at(mx) + served + "may\n" + at(submission) + served + "encrypt" + with_login + "\n" +
                at(submissions) + served + "none -o smtpd_tls_wrappermode=yes" + with_login + "\n" +
                at(plain) + served + "none" + with_login +
                "\ntlsmgr unix - - n 1000? 1 tlsmgr\nanvil unix - - n - 1 anvil\n"
                "proxymap unix - - n - - proxymap\nrewrite unix - - n - - trivial-rewrite\n"
                "postlog unix-dgram n - n - 1 postlogd\n"
        );
        const std::filesystem::path data = scratch_ / "data";
        EXPECT_EQ(run({"chown", "postfix", data.string()}, scratch_ / "output"), 0);
        // makes its directories; its word on who owns those of a test counts for nothing
        run({"postfix", "-c", folder, "check"}, scratch_ / "output");
        const std::string master = "/usr/lib/postfix/sbin/master";
        program_ = std::make_unique<Program>(
            std::vector<std::string>{master, "-s", "-c", folder}, scratch_ / "output"
        );
        for (const auto port : {mx, submission, submissions, plain})
            EXPECT_TRUE(wait_for_port(*program_, port))
                << read_file(scratch_ / "output") << read_file(scratch_ / "log");
    }

    const std::uint16_t mx = port_of_my_own();          ///< STARTTLS, no login
    const std::uint16_t submission = port_of_my_own();  ///< STARTTLS, login under it
    const std::uint16_t submissions = port_of_my_own(); ///< TLS
    const std::uint16_t plain = port_of_my_own();       ///< no TLS, login

private:
    Scratch scratch_;
    std::unique_ptr<Program> program_;
};

} // namespace fingerpost::test
