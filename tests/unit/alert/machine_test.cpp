#include "alert/machine.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace fingerpost::alert {

using test::measured;
using test::queue_rule;

namespace {

/// Noise around 500 that comes and goes within minutes, one reading in 15 s.
std::vector<double> noisy_week() {
    std::mt19937 random(6);
    std::normal_distribution<double> shock(0, 12);
    std::vector<double> values;
    double offset = 0;
    for (int i = 0; i < 7 * 86400 / 15; ++i) {
        offset = 0.9 * offset + shock(random);
        values.push_back(500 + offset);
    }
    return values;
}

std::size_t transitions_in(const std::vector<double>& values, const Rule& rule) {
    test::Watch watch;
    for (const double value : values)
        watch.take({measured(rule, value)});
    return watch.transitions.size();
}

/// Whether each alert resolves before it fires again.
bool are_in_turn(const std::vector<News>& all) {
    std::map<const Rule*, bool> firing;
    for (const auto& news : all) {
        const bool fired = news.kind == Kind::fired;
        if (!fired && news.kind != Kind::resolved) continue;
        if (std::exchange(firing[news.rule], fired) == fired) return false;
    }
    return true;
}

} // namespace

TEST(Machine, a_week_of_noise_makes_few_messages_with_hysteresis_and_very_many_without) {
    auto plain = queue_rule;
    plain.levels = {std::nullopt, Level{500, 500}, std::nullopt};
    plain.hold = plain.clear_hold = 0;
    auto held = plain;
    held.hold = 300;
    auto held_both = held;
    held_both.clear_hold = 900;
    const auto week = noisy_week();
    const auto without = transitions_in(week, plain);
    const auto with_hold = transitions_in(week, held);
    const auto with_both = transitions_in(week, held_both);
    const auto with_all = transitions_in(week, queue_rule);
    std::cout << "messages in a week: plain " << without << ", with hold " << with_hold
              << ", and clear_hold " << with_both << ", and a lower clear " << with_all << '\n';
    EXPECT_GT(without, 1000U);
    EXPECT_LT(with_hold, without);
    EXPECT_LT(with_both, with_hold);
    EXPECT_LT(with_all, 20U);
    EXPECT_GE(with_all, 1U);
}

TEST(Machine, notices_a_real_step_after_its_hold_time) {
    test::Watch watch;
    watch.hold(100, 3600);
    const auto before = watch.state.elapsed;
    while (watch.transitions.empty())
        watch.hold(900, 15);
    EXPECT_EQ(watch.state.elapsed - before, 315);
}

/// Random walks with gaps, restarts and clocks that are set.
TEST(Machine, whatever_comes_it_fires_and_resolves_in_turn_and_restarts_change_nothing) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](unsigned limit) { return random() % limit; };
        test::Watch watch;
        test::Watch restarted;
        std::vector<News> items;
        for (int i = 0; i < 600; ++i) {
            const double values[] = {0, 450, 600, 1700, 2500};
            auto reading = measured(queue_rule, values[below(5) / (1 + i / 100 % 3)]);
            if (below(20) == 0) reading.reading = Reading::unknown;
            if (below(300) == 0) reading.reading = Reading::inapplicable;
            const std::int64_t jump = below(200) == 0 ? 3600 - 7200 * below(2) : 0;
            const std::int64_t seconds = 15 * (1 + below(20));
            for (auto* one : {&watch, &restarted}) {
                one->now.wall += jump;
                one->take({reading}, seconds);
            }
            restarted.restart();
            ASSERT_EQ(to_text(watch.state), to_text(restarted.state)) << seed << ' ' << i;
        }
        EXPECT_TRUE(are_in_turn(watch.transitions)) << seed;
        for (const auto& notification : watch.notifications)
            items.insert(items.end(), notification.items.begin(), notification.items.end());
        EXPECT_TRUE(are_in_turn(items)) << seed;
        EXPECT_FALSE(watch.notifications.empty());
        EXPECT_EQ(watch.told(), restarted.told());
    }
}

TEST(Machine, ten_thousand_alerts_are_one_message_each_time) {
    std::vector<Measurement> all;
    for (int i = 0; i < 10'000; ++i)
        all.push_back(measured(queue_rule, 600, {{"queue", std::to_string(i)}}));
    test::Watch watch;
    for (int i = 0; i < 24; ++i)
        watch.take(all);
    EXPECT_EQ(watch.transitions.size(), 10'000U);
    ASSERT_EQ(watch.notifications.size(), 1U);
    EXPECT_EQ(watch.notifications[0].total, 10'000U);
    watch.restart();
    EXPECT_EQ(watch.state.alerts.size(), 10'000U);
}

} // namespace fingerpost::alert
