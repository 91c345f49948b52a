#include "alert/engine.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fingerpost::alert {

using test::measured;
using test::queue_rule;
using test::Watch;

TEST(Engine, fires_after_the_hold_time_and_not_before) {
    Watch watch;
    watch.hold(600, 300);
    EXPECT_EQ(watch.only().phase, Phase::pending);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(600, 15);
    EXPECT_EQ(watch.only().phase, Phase::firing);
    EXPECT_EQ(watch.only().severity, Severity::warning);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, forgets_what_was_beyond_for_too_short_a_time) {
    Watch watch;
    watch.hold(600, 285);
    watch.hold(500, 15);
    EXPECT_TRUE(watch.state.alerts.empty());
    watch.hold(600, 285);
    EXPECT_EQ(watch.changed(), "");
}

TEST(Engine, gets_severer_at_once_and_milder_after_the_hold_time) {
    Watch watch;
    watch.hold(600, 315);
    watch.hold(2500, 15);
    EXPECT_EQ(watch.changed(), "fired escalated");
    watch.hold(450, 900);
    EXPECT_EQ(watch.only().phase, Phase::clearing);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(450, 15);
    EXPECT_EQ(watch.changed(), "eased");
    EXPECT_EQ(watch.only().severity, Severity::warning);
    watch.hold(399, 915);
    EXPECT_EQ(watch.changed(), "resolved");
}

TEST(Engine, stays_firing_between_clear_and_raise) {
    Watch watch;
    watch.hold(600, 315);
    watch.hold(401, 7200);
    EXPECT_EQ(watch.only().phase, Phase::firing);
    watch.hold(399, 600);
    watch.hold(401, 15);
    EXPECT_EQ(watch.only().phase, Phase::firing);
    watch.hold(399, 900);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, eases_to_the_worst_that_was_held_while_it_cleared) {
    Watch watch;
    watch.hold(2500, 315);
    watch.hold(450, 600);
    watch.hold(10, 315);
    EXPECT_EQ(watch.changed(), "fired eased");
    watch.hold(10, 915);
    EXPECT_EQ(watch.changed(), "resolved");
}

TEST(Engine, waits_for_enough_readings) {
    auto rule = queue_rule;
    rule.hold = 0;
    rule.min_samples = 3;
    Watch watch;
    watch.hold(measured(rule, 600), 30);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(measured(rule, 600), 15);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, alarms_below_where_the_harm_is_below) {
    auto rule = queue_rule;
    rule.direction = Direction::below;
    rule.levels = {std::nullopt, Level{0.1, 0.12}, std::nullopt};
    rule.hold = rule.clear_hold = 0;
    Watch watch;
    watch.hold(measured(rule, 0.1), 15);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(measured(rule, 0.09), 15);
    watch.hold(measured(rule, 0.11), 15);
    EXPECT_EQ(watch.changed(), "fired");
    watch.hold(measured(rule, 0.12), 15);
    EXPECT_EQ(watch.changed(), "resolved");
}

TEST(Engine, obeys_the_thresholds_of_the_operator) {
    Watch watch;
    ASSERT_TRUE(
        watch.policy.thresholds.set(queue_rule.name, {Level{10, 8}, std::nullopt, std::nullopt})
    );
    watch.hold(11, 315);
    EXPECT_EQ(watch.only().severity, Severity::info);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, keeps_its_state_while_nothing_is_known) {
    Watch watch;
    watch.hold(600, 315);
    Measurement unknown{&queue_rule, {}, Reading::unknown, 0, {}};
    watch.hold(unknown, 30);
    EXPECT_EQ(watch.only().phase, Phase::firing);
    EXPECT_EQ(standing(watch.state, unknown), Standing::unknown);
    watch.hold(600, 15);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, alarms_once_three_readings_are_missing) {
    Watch watch;
    const auto nothing =
        measured(queue_rule, std::numeric_limits<double>::quiet_NaN(), {{"queue", "hold"}});
    watch.hold(nothing, 4 * 15);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(nothing, 15);
    ASSERT_EQ(watch.transitions.size(), 1U);
    EXPECT_EQ(watch.transitions[0].rule, &reading_missing());
    EXPECT_EQ(
        watch.transitions[0].labels,
        (Labels{{"alert", "FingerpostMailQueueLarge"}, {"queue", "hold"}})
    );
    watch.hold(measured(queue_rule, 1, {{"queue", "hold"}}), 15);
    EXPECT_EQ(watch.changed(), "fired resolved");
}

TEST(Engine, resolves_what_is_switched_off_and_what_is_gone) {
    Watch off;
    off.hold(600, 315);
    off.hold({&queue_rule, {}, Reading::inapplicable, 0, {}}, 15);
    EXPECT_EQ(off.changed(), "fired resolved");
    Watch gone;
    gone.hold(600, 315);
    gone.take({});
    EXPECT_EQ(gone.changed(), "fired resolved");
}

TEST(Engine, keeps_nothing_of_what_is_well) {
    Watch watch;
    watch.hold(600, 330);
    watch.hold(0, 3600);
    EXPECT_TRUE(watch.state.alerts.empty());
    EXPECT_TRUE(watch.state.groups.empty());
    EXPECT_EQ(standing(watch.state, measured(queue_rule, 0)), Standing::ok);
}

TEST(Engine, holds_times_over_a_restart_in_each_phase) {
    Watch watch;
    watch.restart();
    watch.hold(600, 150);
    watch.restart();
    EXPECT_EQ(watch.only().phase, Phase::pending);
    watch.hold(600, 165);
    EXPECT_EQ(watch.changed(), "fired");
    watch.restart();
    EXPECT_EQ(watch.only().phase, Phase::firing);
    watch.hold(0, 450);
    watch.restart();
    EXPECT_EQ(watch.only().phase, Phase::clearing);
    watch.hold(0, 450);
    EXPECT_EQ(watch.changed(), "");
    watch.hold(0, 15);
    EXPECT_EQ(watch.changed(), "resolved");
    watch.restart();
    watch.hold({&queue_rule, {}, Reading::unknown, 0, {}}, 30);
    watch.restart();
    watch.hold({&queue_rule, {}, Reading::unknown, 0, {}}, 45);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, counts_on_over_a_start_of_the_machine) {
    Watch watch;
    watch.hold(600, 150);
    watch.now.boot = "another";
    watch.now.steady = 0;
    watch.take({measured(queue_rule, 600)}, 200);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, rests_for_one_step_when_the_clock_is_set) {
    for (const std::int64_t jump : {-7200, 7200}) {
        Watch watch;
        watch.hold(600, 300);
        watch.now.wall += jump;
        const auto step = watch.take({measured(queue_rule, 600)});
        EXPECT_EQ(step.clock_jumped, jump);
        EXPECT_EQ(watch.changed(), "");
        EXPECT_FALSE(watch.take({measured(queue_rule, 600)}).clock_jumped);
        EXPECT_EQ(watch.changed(), "fired");
    }
}

TEST(Engine, takes_no_notice_of_a_clock_that_is_slewed) {
    Watch watch;
    watch.hold(600, 300);
    watch.now.wall -= 300;
    EXPECT_FALSE(watch.take({measured(queue_rule, 600)}).clock_jumped);
    EXPECT_EQ(watch.changed(), "fired");
}

TEST(Engine, acknowledges_only_what_fires) {
    Watch watch;
    watch.hold(600, 150);
    EXPECT_FALSE(acknowledge(watch.state, "FingerpostMailQueueLarge{}"));
    watch.hold(600, 165);
    EXPECT_TRUE(acknowledge(watch.state, "FingerpostMailQueueLarge{}"));
    EXPECT_FALSE(acknowledge(watch.state, "FingerpostMailQueue{}"));
}

} // namespace fingerpost::alert
