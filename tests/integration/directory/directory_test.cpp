// Look-ups by many, in a real slapd and in hosts that do not answer.

#include "directory/directory.hpp"

#include "support/await.hpp"
#include "support/slapd.hpp"

#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

namespace fingerpost::directory {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Row = std::shared_ptr<const LdapServer>;

Row row(LdapServer server) {
    return std::make_shared<const LdapServer>(std::move(server));
}

Row row_of_port(int port) {
    LdapServer server;
    server.id = 7;
    server.name = "127.0.0.1";
    server.port = port;
    server.use_ssl = false;
    return row(server);
}

class DirectoryTest : public testing::Test {
protected:
    std::string told(const Row& server, const std::string& local) {
        const auto deadline = Clock::now() + Directory::budget;
        const auto person = test::await(directory_.find(server, {local, "example.com"}, deadline));
        return person ? person->login + '/' + person->name : "nobody";
    }

    /// Asks for `count` people at once; how long it took until the last answer.
    Clock::duration ask_at_once(const Row& server, int count, bool all_the_same) {
        boost::asio::io_context context;
        const auto began = Clock::now();
        for (int i = 0; i < count; ++i) {
            const Address address{all_the_same ? "jane" : std::to_string(i), "example.com"};
            auto asked = directory_.find(server, address, began + Directory::budget);
            boost::asio::co_spawn(context, std::move(asked), boost::asio::detached);
        }
        context.run();
        return Clock::now() - began;
    }

    int counted(const std::string& result) const {
        return value("fingerpost_directory_lookups_total{result=\"" + result + "\"} ");
    }
    int value(const std::string& series) const {
        const auto page = metrics_.text();
        return std::stoi(page.substr(page.find('\n' + series) + 1 + series.size()));
    }

    metrics::Metrics metrics_;
    Directory directory_{metrics_};
};

class DirectoryOfSlapd : public DirectoryTest {
protected:
    void SetUp() override {
        FINGERPOST_NEEDS_PROGRAM("slapd");
        FINGERPOST_NEEDS_PROGRAM("openssl");
        slapd_.emplace();
    }
    std::optional<test::Slapd> slapd_;
};

} // namespace

TEST_F(DirectoryOfSlapd, remembers_who_is_there_and_who_is_not) {
    const auto server = row(slapd_->plain());
    EXPECT_EQ(told(server, "jane"), "jdoe/Jane Doe");
    EXPECT_EQ(told(server, "nobody"), "nobody");
    slapd_->stop();
    EXPECT_EQ(told(server, "jane"), "jdoe/Jane Doe");
    EXPECT_EQ(told(server, "nobody"), "nobody");
    EXPECT_EQ(counted("found"), 1);
    EXPECT_EQ(counted("absent"), 1);
    EXPECT_EQ(counted("cached"), 2);
    EXPECT_EQ(value("fingerpost_directory_servers_failing "), 0);
}

TEST_F(DirectoryOfSlapd, finds_its_way_back_after_a_restart) {
    const auto server = row(slapd_->plain());
    EXPECT_EQ(told(server, "jane"), "jdoe/Jane Doe");
    slapd_->stop();
    slapd_->start();
    EXPECT_EQ(told(server, "nologin"), "/No Login"); // the session kept was closed by then
    EXPECT_EQ(counted("failed"), 0);
    slapd_->stop();
    EXPECT_EQ(told(server, "odd"), "nobody");
    EXPECT_EQ(counted("failed"), 1);
    EXPECT_EQ(value("fingerpost_directory_servers_failing "), 1);
    slapd_->start();
    EXPECT_EQ(told(server, "other"), "nobody");
    EXPECT_EQ(counted("absent"), 1);
    EXPECT_EQ(value("fingerpost_directory_servers_failing "), 0);
}

TEST_F(DirectoryOfSlapd, a_changed_row_or_another_protection_begins_anew) {
    auto server = slapd_->plain();
    EXPECT_EQ(told(row(server), "jane"), "jdoe/Jane Doe");
    EXPECT_EQ(told(row(server), "jane"), "jdoe/Jane Doe");
    EXPECT_EQ(counted("cached"), 1);
    server.attr_uid = "sn";
    EXPECT_EQ(told(row(server), "jane"), "Doe/Jane Doe");
    directory_.use({true, "", true});
    EXPECT_EQ(told(row(server), "jane"), "nobody"); // StartTLS with a stranger
    directory_.use({true, slapd_->ca_file(), true});
    EXPECT_EQ(told(row(server), "jane"), "Doe/Jane Doe");
    EXPECT_EQ(counted("cached"), 1);
    EXPECT_EQ(counted("failed"), 1);
}

TEST_F(DirectoryOfSlapd, many_at_once_are_all_answered) {
    const auto server = row(slapd_->tls());
    directory_.use({false, slapd_->ca_file(), true});
    ask_at_once(server, static_cast<int>(Directory::waiting_max), false);
    EXPECT_EQ(counted("absent"), static_cast<int>(Directory::waiting_max));
    ask_at_once(server, 500, true);
    EXPECT_EQ(counted("found") + counted("cached"), 500);
}

TEST_F(DirectoryTest, a_closed_port_is_spared_after_some_failures) {
    const test::Loopback closed(false);
    const auto server = row_of_port(closed.port());
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(told(server, std::to_string(i)), "nobody");
    EXPECT_EQ(counted("failed"), Breaker::failures_max);
    EXPECT_EQ(counted("spared"), 10 - Breaker::failures_max);
}

TEST_F(DirectoryTest, a_silent_host_holds_nobody_longer_than_the_budget) {
    const test::Loopback silent(true);
    const auto server = row_of_port(silent.port());
    const auto taken = ask_at_once(server, 200, false);
    EXPECT_GE(taken, Directory::budget - 100ms);
    EXPECT_LT(taken, 3 * Directory::budget);
    const int held = static_cast<int>(Directory::sessions_max + Directory::waiting_max);
    EXPECT_EQ(counted("crowded"), 200 - held);
    EXPECT_EQ(counted("timeout") + counted("spared"), held);
    EXPECT_LT(ask_at_once(server, 200, false), Directory::budget);
    EXPECT_EQ(value("fingerpost_directory_servers_failing "), 1);
}

TEST_F(DirectoryTest, stopping_ends_what_waits) {
    const test::Loopback silent(true);
    const auto server = row_of_port(silent.port());
    boost::asio::io_context context;
    for (int i = 0; i < 20; ++i) {
        const Address address{std::to_string(i), "example.com"};
        auto asked = directory_.find(server, address, Clock::now() + Directory::budget);
        boost::asio::co_spawn(context, std::move(asked), boost::asio::detached);
    }
    context.poll();
    directory_.stop();
    context.run();
    EXPECT_EQ(told(server, "late"), "nobody");
}

} // namespace fingerpost::directory
