#include "alert/telling.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

namespace {

using test::measured;
using test::queue_rule;
using test::Watch;

std::vector<Measurement>
queues(std::size_t count, double value, const std::string& instance = "a") {
    std::vector<Measurement> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(
            measured(queue_rule, value, {{"instance", instance}, {"queue", std::to_string(i)}})
        );
    return all;
}

constexpr Rule at_once() {
    auto rule = queue_rule;
    rule.hold = 0;
    rule.clear_hold = 0;
    return rule;
}
constexpr Rule hasty = at_once();

} // namespace

TEST(Telling, waits_half_a_minute_so_that_one_message_tells_all) {
    Watch watch;
    watch.hold(600, 315);
    EXPECT_TRUE(watch.notifications.empty());
    watch.hold(600, 30);
    ASSERT_EQ(watch.notifications.size(), 1U);
    const auto& told = watch.notifications[0];
    EXPECT_EQ(told.group, "FingerpostMailQueueLarge{}");
    EXPECT_EQ(told.severity, Severity::warning);
    EXPECT_EQ(told.items[0].value, 600);
    EXPECT_EQ(told.items[0].since, watch.now.wall - 30);
}

TEST(Telling, spells_out_fifty_and_counts_all) {
    Watch watch;
    for (int i = 0; i < 30; ++i)
        watch.take(queues(60, 600));
    ASSERT_EQ(watch.notifications.size(), 1U);
    EXPECT_EQ(watch.notifications[0].items.size(), 50U);
    EXPECT_EQ(watch.notifications[0].total, 60U);
    EXPECT_EQ(watch.notifications[0].firing, 60U);
}

TEST(Telling, keeps_instances_apart_and_numbers_messages) {
    Watch watch;
    auto all = queues(2, 600, "a");
    const auto others = queues(2, 600, "b");
    all.insert(all.end(), others.begin(), others.end());
    for (int i = 0; i < 30; ++i)
        watch.take(all);
    ASSERT_EQ(watch.notifications.size(), 2U);
    EXPECT_EQ(watch.notifications[0].group, "FingerpostMailQueueLarge{instance=\"a\"}");
    EXPECT_LT(watch.notifications[0].sequence, watch.notifications[1].sequence);
    watch.restart();
    const auto last = watch.notifications[1].sequence;
    for (int i = 0; i < 100; ++i)
        watch.take({});
    EXPECT_GT(watch.notifications[2].sequence, last);
}

TEST(Telling, speaks_every_five_minutes_at_most) {
    Watch watch;
    for (int i = 0; i < 30; ++i)
        watch.take(queues(1, 600));
    EXPECT_EQ(watch.told(), "fired warning");
    const auto sent = *watch.state.groups.begin()->second.sent;
    while (watch.notifications.empty())
        watch.take(queues(1, 2500));
    EXPECT_EQ(watch.state.elapsed - sent, group_interval_seconds);
    EXPECT_EQ(watch.told(), "escalated critical");
}

TEST(Telling, says_nothing_of_what_was_over_before_it_spoke) {
    Watch watch;
    watch.hold(measured(hasty, 600), 15);
    watch.hold(measured(hasty, 0), 600);
    EXPECT_EQ(watch.changed(), "fired resolved");
    EXPECT_EQ(watch.told(), "");
}

TEST(Telling, repeats_critical_after_4_hours_warning_after_24_info_never) {
    constexpr std::int64_t hour = 3600;
    for (const auto& [value, hours] : {std::pair{2500.0, 4}, std::pair{600.0, 24}}) {
        Watch watch;
        watch.hold(value, 360);
        watch.told();
        watch.hold(value, hours * hour - 60);
        EXPECT_EQ(watch.told(), "");
        watch.hold(value, 120);
        EXPECT_TRUE(watch.told().starts_with("repeated"));
    }
    Watch info;
    ASSERT_TRUE(
        info.policy.thresholds.set(queue_rule.name, {Level{10, 8}, std::nullopt, std::nullopt})
    );
    info.hold(600, 48 * hour);
    EXPECT_EQ(info.told(), "fired info");
}

TEST(Telling, repeats_no_more_once_acknowledged_until_it_gets_worse) {
    Watch watch;
    watch.hold(600, 360);
    ASSERT_TRUE(acknowledge(watch.state, "FingerpostMailQueueLarge{}"));
    watch.restart();
    watch.hold(600, 50 * 3600);
    EXPECT_EQ(watch.told(), "fired warning");
    watch.hold(2500, 5 * 3600);
    EXPECT_EQ(watch.told(), "escalated critical, repeated critical");
    watch.hold(0, 3600);
    EXPECT_EQ(watch.told(), "resolved critical");
}

TEST(Telling, says_once_that_an_alert_flaps_and_what_has_become_of_it_when_it_is_calm) {
    Watch watch;
    for (int i = 0; i < 20; ++i) {
        watch.hold(measured(hasty, 600), 60);
        watch.hold(measured(hasty, 0), 60);
        if (i == 10) watch.restart();
    }
    const auto told = watch.told();
    EXPECT_TRUE(told.ends_with("flapping warning")) << told;
    EXPECT_LE(std::ranges::count(told, ','), 3) << told;
    watch.hold(measured(hasty, 600), 1800);
    EXPECT_EQ(watch.told(), "");
    watch.hold(measured(hasty, 0), 15);
    watch.hold(measured(hasty, 0), 2400);
    EXPECT_EQ(watch.told(), "resolved warning");
    EXPECT_TRUE(watch.state.alerts.empty());
}

} // namespace fingerpost::alert
