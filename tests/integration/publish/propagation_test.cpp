// Real secondaries that follow, and that cannot.

#include "publish/propagation.hpp"

#include "publish/push.hpp"
#include "publish/seen.hpp"
#include "support/update_zone.hpp"

#include <gtest/gtest.h>

#include <thread>

using namespace fingerpost;
using namespace fingerpost::publish;
using namespace std::chrono_literals;
using test::create;
using test::rrset;
using test::UpdateZone;

namespace {

const Changes changes{create(rrset("a.example.com.", "A", {"192.0.2.1"}))};

std::string secondary_statement(int primary_port) {
    return "zone \"example.com\" { type secondary; file \"copy.zone\"; masterfile-format text; "
           "primaries { 127.0.0.1 port " +
           std::to_string(primary_port) + "; }; };\n";
}

/// Waits until the server has the zone at all.
bool serves(UpdateZone& zone, NameServer& server) {
    for (int i = 0; i < 100; ++i) {
        if (test::await(zone.context, zone_of(server, "example.com."))) return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

} // namespace

TEST(Propagation, a_secondary_that_is_notified_becomes_current_and_one_that_is_not_lags) {
    FINGERPOST_NEEDS_BIND();
    const auto notified_port = test::free_port();
    UpdateZone zone(
        "",
        "allow-update { key update; }; notify explicit; also-notify { 127.0.0.1 port " +
            std::to_string(notified_port) + "; };"
    );
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const test::Scratch one, two;
    test::Named notified(one, secondary_statement(zone.named->port()), notified_port);
    test::Named lagging(two, secondary_statement(zone.named->port()));
    ASSERT_TRUE(notified.ready()) << notified.log();
    ASSERT_TRUE(lagging.ready()) << lagging.log();
    const auto server_at = [&](std::uint16_t port) {
        return make_tcp_name_server(zone.context.get_executor(), {"127.0.0.1", port}).value();
    };
    const auto follows = server_at(notified.port());
    const auto stays = server_at(lagging.port());
    const auto gone = server_at(static_cast<std::uint16_t>(test::free_port()));
    ASSERT_TRUE(serves(zone, *follows)) << notified.log();
    ASSERT_TRUE(serves(zone, *stays)) << lagging.log();

    const std::vector<DomainChanges> domains{{"example.com", changes}};
    const auto pushed = test::await(zone.context, push(*zone.server, "example.com.", domains, {}));
    ASSERT_EQ(name(pushed[0].status), "applied") << pushed[0].why;
    const auto state = test::await(zone.context, zone_of(*zone.server, "example.com."));
    ASSERT_TRUE(state);

    const auto wait_for = [&](NameServer* server, std::chrono::milliseconds time) {
        PropagationSettings settings{std::chrono::steady_clock::now() + time};
        settings.first_pause = 50ms;
        const std::vector<NameServer*> servers{server};
        return test::await(zone.context, wait_for_secondaries(servers, *state, changes, settings))
            .at(0);
    };
    const auto current = wait_for(follows.get(), 20s);
    EXPECT_EQ(name(current.status), "current") << current.why << notified.log();
    EXPECT_EQ(current.serial, state->serial);
    const auto late = wait_for(stays.get(), 0ms);
    EXPECT_EQ(name(late.status), "lagging");
    EXPECT_EQ(
        late.why,
        "its serial is 100, the primary's is 101; can it reach the primary, and is it allowed to "
        "transfer?"
    );
    EXPECT_EQ(name(wait_for(gone.get(), 0ms).status), "unreachable");
}

TEST(Propagation, the_pauses_grow_and_end_with_the_deadline) {
    class Silent final : public NameServer {
    public:
        boost::asio::awaitable<Result<zone::Message>> ask(std::string) override {
            co_return Error{Errc::timeout, "timed out"};
        }
        std::string name() const override { return "silent"; }
    } silent;
    Time now{};
    std::vector<std::chrono::milliseconds> pauses;
    PropagationSettings settings{now + 10s};
    settings.first_pause = 1s;
    settings.longest_pause = 4s;
    settings.pace.now = [&now] { return now; };
    settings.pace.pause = [&](std::chrono::milliseconds time) -> boost::asio::awaitable<void> {
        pauses.push_back(time);
        now += time;
        co_return;
    };
    const std::vector<NameServer*> servers{&silent};
    ZoneState zone;
    zone.name = "example.com.";
    const auto results = test::await(wait_for_secondaries(servers, zone, {}, settings));
    EXPECT_EQ(name(results[0].status), "unreachable");
    EXPECT_EQ(results[0].why, "timed out");
    EXPECT_EQ(pauses, (std::vector<std::chrono::milliseconds>{1s, 2s, 4s, 3s}));
}

TEST(Seen, a_record_is_made_only_with_its_values_and_its_ttl_and_not_by_a_wildcard) {
    const auto set = rrset("a.example.com.", "A", {"192.0.2.1"});
    const auto look = [](const Changes& wanted, ObservedSet answer) {
        Observed seen;
        seen.add({"a.example.com.", "A"}, std::move(answer));
        return sight_of(wanted, seen).state;
    };
    EXPECT_EQ(look({create(set)}, {Presence::present, set, false, {}}), Sight::made);
    EXPECT_EQ(look({create(set)}, {Presence::present, set, true, {}}), Sight::not_made);
    EXPECT_EQ(look({create(set)}, {Presence::no_name, {}, false, {}}), Sight::not_made);
    EXPECT_EQ(look({create(set)}, {Presence::unknown, {}, false, "why"}), Sight::unreadable);
    const auto other = rrset("a.example.com.", "A", {"192.0.2.1"}, 60);
    EXPECT_EQ(look({create(set)}, {Presence::present, other, false, {}}), Sight::not_made);
    EXPECT_EQ(look({test::remove(set)}, {Presence::absent, {}, false, {}}), Sight::made);
    EXPECT_EQ(look({test::remove(set)}, {Presence::present, set, true, {}}), Sight::made);
    EXPECT_EQ(look({test::remove(set)}, {Presence::present, set, false, {}}), Sight::not_made);
}
