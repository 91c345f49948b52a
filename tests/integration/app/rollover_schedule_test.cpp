#include "app/rollover_schedule.hpp"

#include "storage/attribute_repository.hpp"
#include "storage/domain_repository.hpp"
#include "support/database.hpp"
#include "support/sample_keys.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

namespace fingerpost::app {
namespace {

using namespace std::chrono_literals;

class RolloverScheduleTest : public testing::Test {
protected:
    RolloverScheduleTest() {
        const auto connection = open();
        EXPECT_TRUE(storage::migrate(*connection));
        storage::ProviderRepository(*connection).add("Example Hosting").value();
        storage::DomainRepository(*connection).add("example.com", 1).value();
        const storage::AttributeOwner owner{storage::AttributeOwner::Of::provider, 1};
        storage::AttributeRepository(*connection)
            .set(owner, {"dkim", "old", "v=DKIM1; p=" + std::string(test::rsa_1024)})
            .value();
        publish::RolloverWish wish;
        wish.kind = "dkim";
        wish.provider = 1;
        wish.qualifier = "new";
        wish.value = "v=DKIM1; p=" + std::string(test::rsa_2048);
        wish.hook = {"/bin/true"};
        publish::Rollovers rollovers(*connection, rollover_world(settings_));
        EXPECT_TRUE(rollovers.start(wish));
        EXPECT_TRUE(rollovers.advance(1, false));
        connection->run("UPDATE fingerpost_rollover SET due = 1");
    }

    std::unique_ptr<storage::Connection> open() const {
        return storage::open(url_, storage::Mode::create);
    }

    publish::Rollover row() const { return storage::RolloverRepository(*open()).get(1).value(); }

    static bool soon(const std::function<bool()>& condition) {
        for (const auto end = std::chrono::steady_clock::now() + 10s;
             std::chrono::steady_clock::now() < end;
             std::this_thread::sleep_for(10ms))
            if (condition()) return true;
        return false;
    }

    test::Folder folder_;
    storage::DatabaseUrl url_ =
        storage::DatabaseUrl::parse("sqlite:///" + folder_.file("mail.db")).value();
    Settings settings_;
};

TEST_F(RolloverScheduleTest, goes_on_as_soon_as_it_starts_and_runs_the_hook) {
    RolloverSchedule schedule(url_);
    schedule.use(settings_);
    EXPECT_TRUE(soon([this] { return row().step == "switch" && row().hook_state == "done"; }));
    schedule.stop();
}

TEST_F(RolloverScheduleTest, looks_again_in_every_period) {
    RolloverSchedule schedule(url_, 20ms);
    schedule.use(settings_);
    ASSERT_TRUE(soon([this] { return row().hook_state == "done"; }));
    open()->run("UPDATE fingerpost_rollover SET due = 1");
    EXPECT_TRUE(soon([this] { return row().step == "remove-old"; }));
}

TEST_F(RolloverScheduleTest, leaves_a_database_in_memory_alone) {
    RolloverSchedule schedule(storage::DatabaseUrl::parse("sqlite:///:memory:").value());
    schedule.use(settings_);
    schedule.stop();
    EXPECT_EQ(row().step, "publish-new");
}

} // namespace
} // namespace fingerpost::app
