#include "app/check_sweep.hpp"

#include "check/family.hpp"
#include "storage/migrate.hpp"
#include "support/database.hpp"
#include "support/sample.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

namespace fingerpost::app {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;

constexpr CheckSweep::Rhythm quick{5ms, 20ms, 10s, 0s};

/// What tests say of domains, and what was asked of them.
struct World {
    std::mutex mutex;
    std::map<std::string, int> looks;
    std::set<std::string> bad;  ///< the first check of the table fires
    std::set<std::string> slow; ///< until it is not, or the sweep is stopped
    std::string desired = "d1";

    int count(const std::string& domain) {
        const std::lock_guard lock(mutex);
        return looks[domain];
    }
    bool is_slow(const std::string& domain) {
        const std::lock_guard lock(mutex);
        return slow.contains(domain);
    }
    void hurry() {
        const std::lock_guard lock(mutex);
        slow.clear();
    }
    std::size_t seen() {
        const std::lock_guard lock(mutex);
        return looks.size();
    }
};

class LookAtWorld final : public DomainLook {
public:
    LookAtWorld(boost::asio::io_context& context, World& world)
        : context_(context), world_(world) {}

    awaitable<Result<Seen>> look(std::string domain, std::map<std::string, std::string>) override {
        auto seen = look_now(domain);
        do {
            boost::asio::steady_timer pause(context_, 1ms);
            co_await pause.async_wait(boost::asio::use_awaitable);
        } while (!stopped_ && world_.is_slow(domain));
        co_return seen;
    }

    void stop() override { stopped_ = true; }

private:
    Seen look_now(const std::string& domain) {
        const std::lock_guard lock(world_.mutex);
        ++world_.looks[domain];
        Seen seen;
        seen.desired = world_.desired;
        const auto& check = *check::all_checks().front();
        if (world_.bad.contains(domain))
            seen.findings.add(check, check::Verdict::wrong, domain).severity =
                check::Severity::error;
        else
            seen.findings.ok(check, domain);
        return seen;
    }

    boost::asio::io_context& context_;
    World& world_;
    bool stopped_ = false;
};

class CheckSweepTest : public testing::Test {
protected:
    CheckSweepTest() {
        settings_.check_period = 1000; // hours: only the first round runs, which is not held up
        EXPECT_TRUE(storage::migrate(*database_));
        database_->run("INSERT INTO provider (id, name, short_name) VALUES (1, 'E', 'E')");
    }

    /// In database and catalog.
    void serve(const std::vector<std::string>& domains) {
        storage::Transaction transaction(*database_);
        database_->run("DELETE FROM domain");
        const auto insert =
            database_->prepare("INSERT INTO domain (name, provider_id) VALUES (?, 1)");
        CatalogBuilder builder;
        const auto offer = builder.add_offer(test::mail_offer());
        for (const auto& domain : domains) {
            builder.set(domain, offer);
            insert->bind(1, domain).step();
            insert->reset();
        }
        transaction.commit();
        catalog_.set(std::move(builder).build());
    }

    std::unique_ptr<CheckSweep> sweep() {
        const auto make =
            [this](boost::asio::io_context& context, const Settings&, const std::shared_ptr<const Catalog>&)
            -> MadeLook {
            return std::shared_ptr<DomainLook>(std::make_shared<LookAtWorld>(context, world_));
        };
        auto made = std::make_unique<CheckSweep>(catalog_, url_, metrics_, rhythm_, make);
        made->use(settings_);
        return made;
    }

    template <class Condition>
    static bool soon_within(std::chrono::milliseconds time, const Condition& condition) {
        for (const auto end = std::chrono::steady_clock::now() + time;
             std::chrono::steady_clock::now() < end;
             std::this_thread::sleep_for(2ms))
            if (condition()) return true;
        return false;
    }
    template <class Condition>
    static bool soon(const Condition& condition) {
        return soon_within(30s, condition);
    }
    std::int64_t number(const std::string& sql) { return storage::integer_of(*database_, sql, -1); }
    std::int64_t states() { return number("SELECT count(*) FROM fingerpost_check_state"); }
    std::int64_t rounds() { return number("SELECT round FROM fingerpost_check_sweep"); }
    bool has_metric(const std::string& line) const {
        return metrics_.text().find("\n" + line + "\n") != std::string::npos;
    }

    test::Folder folder_;
    storage::DatabaseUrl url_{folder_.file("db")};
    std::unique_ptr<storage::Connection> database_ = storage::open(url_, storage::Mode::create);
    Snapshot<Catalog> catalog_{Catalog()};
    metrics::Metrics metrics_;
    Settings settings_;
    World world_;
    CheckSweep::Rhythm rhythm_ = quick;
};

TEST_F(CheckSweepTest, looks_at_every_domain_once_in_a_round) {
    serve({"*", "*.example.org", "a.example", "b.example", "c.example"});
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    EXPECT_EQ(states(), 3);
    EXPECT_EQ(world_.seen(), 3U);
    EXPECT_EQ(world_.count("b.example"), 1) << "the next look is hours away";
    EXPECT_TRUE(soon([&] { return has_metric("fingerpost_dns_domains{state=\"ok\"} 3"); }));
    EXPECT_TRUE(has_metric("fingerpost_dns_domains{state=\"unchecked\"} 0"));
    EXPECT_TRUE(has_metric("fingerpost_dns_checks_total 3"));
}

TEST_F(CheckSweepTest, an_error_is_seen_again_soon_and_then_told) {
    serve({"a.example", "b.example"});
    world_.bad = {"b.example"};
    const auto running = sweep();
    const auto changes = [&] { return number("SELECT count(*) FROM fingerpost_check_change"); };
    ASSERT_TRUE(soon([&] { return changes() == 1; }));
    EXPECT_EQ(world_.count("b.example"), 2);
    EXPECT_EQ(world_.count("a.example"), 1);
    EXPECT_TRUE(soon([&] { return has_metric("fingerpost_dns_domains{state=\"failing\"} 1"); }));
}

TEST_F(
    CheckSweepTest, what_changes_in_the_catalog_is_looked_at_out_of_turn_and_what_goes_forgotten
) {
    serve({"a.example", "b.example"});
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    serve({"b.example", "c.example"});
    EXPECT_TRUE(soon([&] { return states() == 2 && world_.count("c.example") == 1; }));
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_check_state WHERE domain = 'a.example'"), 0);
    EXPECT_TRUE(soon([&] { return has_metric("fingerpost_dns_domains{state=\"ok\"} 2"); }));
}

TEST_F(CheckSweepTest, goes_on_in_the_middle_after_a_restart) {
    std::vector<std::string> domains;
    for (int i = 100; i < 400; ++i)
        domains.push_back("d" + std::to_string(i) + ".example");
    serve(domains);
    world_.slow = {"d350.example"}; // the round cannot end before it
    auto first = sweep();
    ASSERT_TRUE(soon([&] { return states() == 299; }));
    first->stop();
    EXPECT_EQ(rounds(), 0);
    world_.hurry();
    const auto second = sweep();
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    EXPECT_EQ(states(), 300);
    EXPECT_EQ(world_.count("d349.example"), 1);
    EXPECT_EQ(world_.count("d350.example"), 2);
    EXPECT_EQ(world_.count("d351.example"), 2) << "taken after the one that was left";
}

TEST_F(CheckSweepTest, a_stop_waits_for_nobody) {
    serve({"a.example", "b.example"});
    world_.slow = {"a.example"};
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return world_.seen() == 2; }));
    const auto began = CheckSweep::Clock::now();
    running->stop();
    running->stop();
    EXPECT_LT(CheckSweep::Clock::now() - began, 5s);
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_check_state WHERE domain = 'a.example'"), 0)
        << "what a look sees that was stopped means nothing";
}

TEST_F(CheckSweepTest, what_was_found_is_kept_until_the_database_is_back) {
    serve({"a.example", "b.example", "c.example"});
    world_.slow = {"a.example", "b.example"};
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return states() == 1 && world_.seen() == 3; }));
    const auto file = folder_.file("db");
    std::filesystem::rename(file, file + ".away");
    world_.hurry();
    std::this_thread::sleep_for(50ms); // some turns
    std::filesystem::rename(file + ".away", file);
    EXPECT_TRUE(soon([&] { return states() == 3 && rounds() == 1; }));
    EXPECT_EQ(world_.count("a.example"), 1);
    EXPECT_EQ(world_.count("b.example"), 1);
}

TEST_F(CheckSweepTest, waits_for_whoever_has_locked_the_database) {
    serve({"a.example", "b.example"});
    std::optional<storage::Transaction> lock(std::in_place, *database_);
    const auto running = sweep();
    EXPECT_FALSE(soon_within(100ms, [&] { return world_.seen() > 0; }));
    lock.reset();
    EXPECT_TRUE(soon([&] { return rounds() == 1; }));
}

TEST_F(CheckSweepTest, goes_on_when_the_database_is_back) {
    serve({"a.example", "b.example"});
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    const auto file = folder_.file("db");
    std::filesystem::rename(file, file + ".away");
    serve({"a.example", "b.example", "c.example"});
    std::this_thread::sleep_for(50ms); // some turns
    std::filesystem::rename(file + ".away", file);
    EXPECT_TRUE(soon([&] { return world_.count("c.example") == 1 && states() == 3; }));
}

TEST_F(CheckSweepTest, rests_without_a_period_and_begins_when_there_is_one) {
    serve({"a.example"});
    settings_.check_period = 0;
    const auto running = sweep();
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(world_.seen(), 0U);
    settings_.check_period = 24;
    running->use(settings_);
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    settings_.check_period = 0;
    running->use(settings_);
    EXPECT_TRUE(soon([&] { return has_metric("fingerpost_dns_domains{state=\"ok\"} 0"); }));
}

TEST_F(CheckSweepTest, ten_thousand_domains_are_a_matter_of_seconds) {
    std::vector<std::string> domains;
    for (int i = 0; i < 10'000; ++i)
        domains.push_back("d" + std::to_string(i) + ".example");
    serve(domains);
    const auto running = sweep();
    ASSERT_TRUE(soon([&] { return rounds() == 1; }));
    EXPECT_EQ(states(), 10'000);
    EXPECT_EQ(world_.count("d9999.example"), 1);
}

} // namespace
} // namespace fingerpost::app
