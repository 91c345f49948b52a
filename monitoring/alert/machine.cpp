#include "alert/machine.hpp"

#include <algorithm>

namespace fingerpost::alert {

namespace {

void enter(Alert& alert, Phase phase, std::int64_t elapsed) {
    alert.phase = phase;
    alert.since = elapsed;
    alert.samples = 0;
    alert.settling.reset();
}

std::optional<Kind> wait(Alert& alert, const Beyond& reading, std::int64_t elapsed) {
    if (!reading.raised) {
        enter(alert, Phase::ok, elapsed);
        return std::nullopt;
    }
    alert.severity = *reading.raised;
    ++alert.samples;
    if (elapsed - alert.since < alert.rule->hold || alert.samples < alert.rule->min_samples)
        return std::nullopt;
    enter(alert, Phase::firing, elapsed);
    return Kind::fired;
}

std::optional<Kind> fire(Alert& alert, const Beyond& reading, std::int64_t elapsed) {
    if (reading.raised > alert.severity) {
        alert.severity = *reading.raised;
        alert.acknowledged = false;
        enter(alert, Phase::firing, elapsed);
        return Kind::escalated;
    }
    if (reading.held >= alert.severity) {
        if (alert.phase == Phase::clearing) enter(alert, Phase::firing, elapsed);
        return std::nullopt;
    }
    if (alert.phase == Phase::firing) enter(alert, Phase::clearing, elapsed);
    alert.settling = std::max(alert.settling, reading.held);
    if (elapsed - alert.since < alert.rule->clear_hold) return std::nullopt;
    if (!alert.settling) return put_out(alert, elapsed);
    alert.severity = *alert.settling;
    enter(alert, Phase::firing, elapsed);
    return Kind::eased;
}

} // namespace

Beyond beyond(Direction direction, const Levels& levels, double value) {
    const auto passes = [&](double limit) {
        return direction == Direction::above ? value > limit : value < limit;
    };
    Beyond reading;
    for (const auto severity : severities) {
        const auto& level = levels[static_cast<std::size_t>(severity)];
        if (level && passes(level->raise)) reading.raised = severity;
        if (level && passes(level->clear)) reading.held = severity;
    }
    return reading;
}

std::optional<Kind> advance(Alert& alert, const Beyond& reading, std::int64_t elapsed) {
    if (alert.active()) return fire(alert, reading, elapsed);
    if (alert.phase == Phase::ok && !reading.raised) return std::nullopt;
    if (alert.phase == Phase::ok) enter(alert, Phase::pending, elapsed);
    return wait(alert, reading, elapsed);
}

std::optional<Kind> put_out(Alert& alert, std::int64_t elapsed) {
    const bool fired = alert.active();
    if (alert.phase != Phase::ok) enter(alert, Phase::ok, elapsed);
    alert.acknowledged = false;
    return fired ? std::optional(Kind::resolved) : std::nullopt;
}

void count_transition(Alert& alert, std::int64_t elapsed) {
    auto& times = alert.transitions;
    times.push_back(elapsed);
    std::erase_if(times, [&](std::int64_t time) { return time <= elapsed - flapping_seconds; });
    if (times.size() <= transitions_max) return;
    times.erase(times.begin(), times.end() - (transitions_max + 1));
    alert.flapping = true;
}

void calm(Alert& alert, std::int64_t elapsed) {
    if (alert.transitions.empty()) return;
    if (elapsed - alert.transitions.back() < flapping_seconds) return;
    alert.transitions.clear();
    alert.flapping = false;
    alert.flapping_told = false;
}

} // namespace fingerpost::alert
