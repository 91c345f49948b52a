/// @file
/// An engine that is stepped by hand: its state, its clock and what it has said so far.
#pragma once

#include "alert/engine.hpp"
#include "alert/state_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace fingerpost::test {

/// Above 500 it warns, above 2000 it is critical; back below 400 and 1600.
inline constexpr alert::Rule queue_rule{
    "FingerpostMailQueueLarge",
    "queue_watch",
    alert::Direction::above,
    {std::nullopt, alert::Level{500, 400}, alert::Level{2000, 1600}},
    300,
    900,
    1,
    15,
    "messages",
    "",
    ""};

inline alert::Measurement
measured(const alert::Rule& rule, double value, alert::Labels labels = {}) {
    return {&rule, std::move(labels), alert::Reading::value, value, {}};
}

struct Watch {
    alert::State state = {};
    alert::Policy policy = {};
    alert::Moment now{1'790'000'000, 1000, 0, "boot"};
    std::vector<alert::News> transitions = {};
    std::vector<alert::Notification> notifications = {};

    /// Lets time pass, then takes these readings.
    alert::Step take(std::vector<alert::Measurement> measurements, std::int64_t seconds = 15) {
        now.wall += seconds;
        now.steady += seconds;
        auto step = alert::step(std::move(state), measurements, policy, now);
        state = step.state;
        transitions.insert(transitions.end(), step.transitions.begin(), step.transitions.end());
        notifications.insert(
            notifications.end(), step.notifications.begin(), step.notifications.end()
        );
        return step;
    }

    /// The same reading every 15 s for so long.
    void hold(const alert::Measurement& measurement, std::int64_t seconds) {
        for (std::int64_t passed = 0; passed < seconds; passed += 15)
            take({measurement});
    }
    void hold(double value, std::int64_t seconds) { hold(measured(queue_rule, value), seconds); }

    /// As if the program had been started anew.
    void restart() { state = alert::parse_state(alert::to_text(state)).value(); }

    const alert::Alert& only() const { return state.alerts.begin()->second; }

    /// The kinds of all items told since the last call: "fired critical, resolved critical".
    std::string told() {
        std::string text;
        for (const auto& notification : notifications)
            for (const auto& item : notification.items) {
                if (!text.empty()) text += ", ";
                text.append(name(item.kind)).append(" ").append(name(item.severity));
                if (item.days) text += " " + std::to_string(*item.days);
            }
        notifications.clear();
        return text;
    }

    /// The kinds of all transitions since the last call: "fired resolved".
    std::string changed() {
        std::string text;
        for (const auto& news : transitions)
            text.append(text.empty() ? "" : " ").append(name(news.kind));
        transitions.clear();
        return text;
    }
};

} // namespace fingerpost::test
