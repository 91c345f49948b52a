#include "app/daemon.hpp"

#include "app/admin.hpp"
#include "app/catalog_keeper.hpp"
#include "app/initdb.hpp"
#include "storage/seed.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace fingerpost::app {
namespace {

namespace fs = std::filesystem;
using boost::asio::ip::tcp;
using namespace std::chrono_literals;

/// Everything that came back on a connection of its own.
std::string talk(std::uint16_t port, const std::string& request) {
    boost::asio::io_context context;
    tcp::socket socket(context);
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    boost::system::error_code ignored;
    boost::asio::write(socket, boost::asio::buffer(request), ignored);
    std::string reply;
    boost::asio::read(socket, boost::asio::dynamic_buffer(reply), ignored);
    return reply;
}

std::string request(const std::string& method, const std::string& target, std::string more = "") {
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more +
           "\r\n";
}

class DaemonTest : public testing::Test {
protected:
    DaemonTest() { fs::create_directory(folder_); }
    ~DaemonTest() override { fs::remove_all(folder_); }

    storage::DatabaseUrl database() const { return {folder_ / "test.db"}; }

    Configuration configuration() const {
        Environment nowhere;
        nowhere.read_file = [](const std::string&) {
            return Result<std::string>(Error{Errc::not_found, "none"});
        };
        return read_configuration(
            nowhere,
            {"",
             {{"db_uri", "sqlite:///" + database().file},
              {"listen", "127.0.0.1:0"},
              {"admin_listen", "127.0.0.1:0"},
              {"workers", "2"},
              {"loglevel", "critical"}}}
        );
    }

    void start() {
        daemon_ = std::make_unique<Daemon>(configuration());
        const auto started = daemon_->start();
        ASSERT_TRUE(started) << started.error().what;
        public_port_ = daemon_->bound().at(0).port;
        admin_port_ = daemon_->bound().at(1).port;
    }

    std::string get(const std::string& target) {
        return talk(public_port_, request("GET", target));
    }
    std::string admin(const std::string& target) {
        return talk(admin_port_, request("GET", target));
    }
    void sql(const std::string& statement) {
        storage::open(database(), storage::Mode::read_write)->run(statement);
    }
    /// Waits up to five seconds for the answer to hold a text.
    bool follows(const std::string& target, const std::string& text) {
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (get(target).find(text) == std::string::npos) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(20ms);
        }
        return true;
    }

    fs::path folder_ = fs::temp_directory_path() / ("fingerpost-" + std::to_string(getpid()));
    std::unique_ptr<Daemon> daemon_;
    std::uint16_t public_port_ = 0;
    std::uint16_t admin_port_ = 0;
};

constexpr const char* jane = "/mail/config-v1.1.xml?emailaddress=jane@example.com";

TEST_F(DaemonTest, seeds_an_empty_database_once_and_deletes_nothing) {
    start();
    EXPECT_NE(get(jane).find("HTTP/1.1 404"), std::string::npos);
    EXPECT_NE(get("/initdb/").find("HTTP/1.1 200"), std::string::npos);
    EXPECT_NE(get(jane).find("HTTP/1.1 200"), std::string::npos);
    EXPECT_NE(get("/initdb/").find("HTTP/1.1 409"), std::string::npos);
    EXPECT_NE(
        talk(public_port_, request("DELETE", "/initdb/")).find("HTTP/1.1 405"), std::string::npos
    );
    EXPECT_NE(
        talk(public_port_, request("HEAD", "/initdb/")).find("HTTP/1.1 405"), std::string::npos
    );
    EXPECT_NE(get(jane).find("HTTP/1.1 200"), std::string::npos);
}

TEST_F(DaemonTest, seeds_nothing_for_who_comes_through_an_unknown_proxy) {
    start();
    const auto seen =
        talk(public_port_, request("GET", "/initdb/", "X-Forwarded-For: 127.0.0.1\r\n"));
    EXPECT_NE(seen.find("HTTP/1.1 403"), std::string::npos);
    EXPECT_NE(admin("/health/ready").find("\"domains\":0"), std::string::npos);
}

TEST_F(DaemonTest, takes_a_json_seed) {
    start();
    const std::string seed = R"({"version":2,"provider":"P","domains":[{"name":"seed.test"}],)"
                             R"("servers":[{"type":"imap","name":"imap.seed.test"},)"
                             R"({"type":"smtp","name":"smtp.seed.test"}]})";
    const auto post = [&](const std::string& type, const std::string& body) {
        const auto head =
            "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        return talk(public_port_, request("POST", "/initdb/", head) + body);
    };
    EXPECT_NE(post("text/plain", seed).find("HTTP/1.1 415"), std::string::npos);
    EXPECT_NE(post("application/json", "{").find("HTTP/1.1 400"), std::string::npos);
    EXPECT_NE(post("application/json", seed).find("HTTP/1.1 200"), std::string::npos);
    EXPECT_NE(
        get("/mail/config-v1.1.xml?emailaddress=a@seed.test").find("imap.seed.test"),
        std::string::npos
    );
}

TEST_F(DaemonTest, shows_metrics_and_health_to_the_admin_only) {
    start();
    EXPECT_NE(admin("/metrics").find("version=0.0.4"), std::string::npos);
    EXPECT_NE(admin("/health/live").find("\"ok\""), std::string::npos);
    EXPECT_NE(admin("/health/ready").find("\"domains\":0"), std::string::npos);
    EXPECT_NE(admin("/elsewhere").find("HTTP/1.1 404"), std::string::npos);
    EXPECT_NE(
        talk(admin_port_, request("POST", "/metrics", "Content-Length: 0\r\n")).find("405"),
        std::string::npos
    );
    EXPECT_NE(get("/metrics").find("HTTP/1.1 404"), std::string::npos);
}

TEST_F(DaemonTest, follows_what_another_program_commits_while_it_answers) {
    start();
    get("/initdb/");
    std::atomic<bool> done = false;
    std::atomic<int> failures = 0;
    std::thread clients([&] {
        while (!done)
            if (get(jane).find("HTTP/1.1 200") == std::string::npos) ++failures;
    });
    for (int i = 0; i < 10; ++i) {
        sql("UPDATE provider SET name = 'round " + std::to_string(i) + "'");
        EXPECT_TRUE(follows(jane, "round " + std::to_string(i)));
    }
    done = true;
    clients.join();
    EXPECT_EQ(failures, 0);
}

TEST_F(DaemonTest, serves_on_when_the_database_is_gone_and_takes_it_back) {
    start();
    get("/initdb/");
    fs::rename(folder_ / "test.db", folder_ / "away.db");
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (admin("/health/ready").find("degraded") == std::string::npos &&
           std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(50ms);
    EXPECT_NE(admin("/health/ready").find("degraded"), std::string::npos);
    EXPECT_NE(get(jane).find("HTTP/1.1 200"), std::string::npos);
    std::this_thread::sleep_for(2 * CatalogKeeper::period + 500ms); // it has tried again
    EXPECT_FALSE(fs::exists(folder_ / "test.db"));
    fs::rename(folder_ / "away.db", folder_ / "test.db");
    sql("UPDATE provider SET name = 'is back'");
    EXPECT_TRUE(follows(jane, "is back"));
}

TEST_F(DaemonTest, a_reload_that_is_wrong_changes_nothing) {
    start();
    auto wrong = configuration();
    wrong.problems.push_back({log::Level::error, "x:1: no"});
    daemon_->reload(std::move(wrong));
    daemon_->reload(configuration());
    EXPECT_NE(admin("/health/live").find("HTTP/1.1 200"), std::string::npos);
}

TEST_F(DaemonTest, says_what_it_cannot_have) {
    start();
    auto taken = configuration();
    taken.settings.listen = {daemon_->bound().at(0)};
    Daemon second(std::move(taken));
    const auto started = second.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, Errc::conflict);
    auto nowhere = configuration();
    nowhere.settings.db_uri = "sqlite:////nonexistent/folder/x.db";
    Daemon third(std::move(nowhere));
    EXPECT_EQ(third.start().error().code, Errc::upstream);
}

} // namespace
} // namespace fingerpost::app
