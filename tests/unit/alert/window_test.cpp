#include "alert/window.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

namespace {

constexpr std::int64_t sunday = 1'790'467'200; // 2026-09-27T00:00:00Z

MaintenanceWindow weekly(std::int64_t second_of_day, std::int64_t seconds) {
    MaintenanceWindow window{"backup", {"queue_watch"}, 0, seconds, {}, second_of_day};
    window.weekdays.set(0);
    return window;
}

} // namespace

TEST(MaintenanceWindows, open_once_or_each_week) {
    const MaintenanceWindow once{"move", {}, 100, 50, {}, 0};
    EXPECT_FALSE(once.open({99, 0}));
    EXPECT_TRUE(once.open({100, 0}));
    EXPECT_FALSE(once.open({150, 0}));
    const auto window = weekly(3600, 600);
    for (const std::int64_t week : {0, 1, 52}) {
        const auto opens = sunday + week * 7 * 86400 + 3600;
        EXPECT_FALSE(window.open({opens - 1, 0}));
        EXPECT_TRUE(window.open({opens, 0}));
        EXPECT_FALSE(window.open({opens + 600, 0}));
        EXPECT_FALSE(window.open({opens + 86400, 0}));
    }
}

TEST(MaintenanceWindows, reach_over_midnight_and_follow_local_time) {
    const auto window = weekly(23 * 3600, 7200);
    EXPECT_TRUE(window.open({sunday + 86400 + 1800, 0}));
    EXPECT_FALSE(window.open({sunday + 1800, 0}));
    EXPECT_TRUE(window.open({sunday + 21 * 3600, 0, 7200}));
}

TEST(MaintenanceWindows, are_refused_without_a_length_or_longer_than_a_day) {
    EXPECT_TRUE(check(weekly(0, 86400)));
    EXPECT_FALSE(check(weekly(0, 0)));
    EXPECT_FALSE(check(weekly(0, 86401)));
    EXPECT_FALSE(check(weekly(86400, 60)));
    EXPECT_FALSE(check(MaintenanceWindow{"", {}, 0, 60, {}, 0}));
}

TEST(MaintenanceWindows, hold_messages_and_end_with_one_summary) {
    test::Watch watch;
    watch.policy.windows = {{"move", {"queue_watch"}, watch.now.wall, 3600, {}, 0}};
    std::vector<Measurement> all;
    for (const std::string queue : {"active", "hold", "maildrop"})
        all.push_back(test::measured(test::queue_rule, 600, {{"queue", queue}}));
    for (int i = 0; i < 100; ++i)
        watch.take(all);
    watch.restart();
    all[0].value = 0;
    for (int i = 0; i < 139; ++i)
        watch.take(all);
    EXPECT_EQ(watch.told(), "");
    watch.take(all);
    ASSERT_EQ(watch.notifications.size(), 1U);
    EXPECT_EQ(watch.notifications[0].group, "window/move");
    EXPECT_EQ(watch.told(), "summary warning, summary warning");
    for (int i = 0; i < 100; ++i)
        watch.take(all);
    EXPECT_EQ(watch.told(), "");
}

TEST(MaintenanceWindows, hold_only_what_they_are_about) {
    test::Watch watch;
    watch.policy.windows = {{"move", {"https"}, watch.now.wall, 3600, {}, 0}};
    watch.hold(600, 360);
    EXPECT_EQ(watch.told(), "fired warning");
}

} // namespace fingerpost::alert
