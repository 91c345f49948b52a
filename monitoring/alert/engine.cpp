#include "alert/engine.hpp"

#include "alert/machine.hpp"
#include "alert/telling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fingerpost::alert {

namespace {

constexpr std::array<std::string_view, 6> standing_names{
    "inapplicable", "unknown", "ok", "pending", "firing", "clearing"};

/// Advances State::elapsed. By how much the wall clock was set, if it was; then no time passes. A
/// start of the machine leaves only the wall clock to go by.
std::optional<std::int64_t> pass_time(State& state, const Moment& now) {
    const auto last = std::exchange(state.last, now);
    if (!last) return std::nullopt;
    const auto by_wall = now.wall - last->wall;
    if (now.boot != last->boot) {
        state.elapsed += std::max<std::int64_t>(0, by_wall);
        return std::nullopt;
    }
    const auto passed = std::max<std::int64_t>(0, now.steady - last->steady);
    const auto jump = by_wall - passed;
    if (std::abs(jump) > clock_jump_seconds) return jump;
    state.elapsed += passed;
    return std::nullopt;
}

/// One run over all measurements.
struct Round {
    Step& step;
    const Policy& policy;
    const Moment& now;

    State& state() const { return step.state; }
    std::int64_t elapsed() const { return step.state.elapsed; }
    bool is_frozen() const { return step.clock_jumped.has_value(); }
};

void note(const Round& round, Alert& alert, std::optional<Kind> kind) {
    if (!kind) return;
    if (*kind == Kind::fired) alert.began = round.now.wall;
    round.step.transitions.push_back(news(*kind, alert));
    if (*kind != Kind::renewed) count_transition(alert, round.elapsed());
}

void climb(const Round& round, const std::string& id, const Measurement& measured, Alert& alert) {
    const bool fired = alert.active();
    if (take_certificate(alert, measured.certificate, round.elapsed())) {
        if (fired) note(round, alert, Kind::resolved);
        note(round, alert, Kind::renewed);
    }
    const auto rung = round.policy.ladder.crossed(id, measured.value);
    Beyond reading;
    if (rung)
        reading.raised = severity_of(*rung, round.policy.thresholds.of(*alert.rule, alert.labels));
    reading.held = reading.raised;
    auto kind = advance(alert, reading, round.elapsed());
    if (alert.active() && rung && (!alert.rung || *rung < *alert.rung)) {
        if (!kind) kind = Kind::escalated;
        alert.rung = rung;
    }
    note(round, alert, kind);
}

void judge(const Round& round, const std::string& id, const Measurement& measured, Alert& alert) {
    alert.unknown_since.reset();
    alert.value = measured.value;
    if (alert.rule->certificate) {
        if (!round.is_frozen()) climb(round, id, measured, alert);
        return;
    }
    const auto& levels = round.policy.thresholds.of(*alert.rule, alert.labels);
    const auto reading = beyond(alert.rule->direction, levels, measured.value);
    note(round, alert, advance(alert, reading, round.elapsed()));
}

bool is_known(const Measurement& measured) {
    return measured.reading == Reading::value && !std::isnan(measured.value);
}

Alert& alert_of(State& state, const std::string& id, const Measurement& measured) {
    auto& alert = state.alerts[id];
    alert.rule = measured.rule;
    alert.labels = measured.labels;
    alert.step = state.steps;
    return alert;
}

/// The alert about the reading that is missing.
Measurement about_missing(const Alert& alert, std::int64_t elapsed) {
    Measurement missing{&reading_missing(), alert.labels, Reading::value, 0, {}};
    missing.value = static_cast<double>(elapsed - *alert.unknown_since) /
                    static_cast<double>(alert.rule->period);
    const std::pair<std::string, std::string> about("alert", alert.rule->name);
    missing.labels.insert(std::ranges::upper_bound(missing.labels, about), about);
    return missing;
}

void take(const Round& round, const Measurement& measured) {
    auto& state = round.state();
    const auto id = key(*measured.rule, measured.labels);
    if (measured.reading == Reading::inapplicable) return; // as if it were gone
    auto& alert = alert_of(state, id, measured);
    if (is_known(measured)) {
        judge(round, id, measured, alert);
        return;
    }
    if (!alert.unknown_since) alert.unknown_since = round.elapsed();
    const auto missing = about_missing(alert, round.elapsed());
    const auto missing_id = key(*missing.rule, missing.labels);
    judge(round, missing_id, missing, alert_of(state, missing_id, missing));
}

/// Alerts that nothing was measured of are over; those with nothing to remember are dropped.
void tidy(const Round& round) {
    auto& alerts = round.state().alerts;
    for (auto at = alerts.begin(); at != alerts.end();) {
        auto& alert = at->second;
        const bool gone = alert.step != round.state().steps;
        if (gone) {
            alert.unknown_since.reset();
            note(round, alert, put_out(alert, round.elapsed()));
        }
        calm(alert, round.elapsed());
        const bool keeps_ladder = !gone && !alert.certificate.empty();
        const bool idle = alert.phase == Phase::ok && !alert.unknown_since && !alert.told &&
                          alert.transitions.empty() && !alert.renewed && !keeps_ladder;
        at = idle ? alerts.erase(at) : std::next(at);
    }
}

} // namespace

Step step(
    State state, std::span<const Measurement> measurements, const Policy& policy, const Moment& now
) {
    Step step{std::move(state), {}, {}, {}};
    step.clock_jumped = pass_time(step.state, now);
    ++step.state.steps;
    const Round round{step, policy, now};
    for (const auto& measured : measurements)
        take(round, measured);
    tidy(round);
    step.notifications = tell(step.state, policy, now);
    return step;
}

bool acknowledge(State& state, std::string_view key) {
    const auto found = state.alerts.find(std::string(key));
    if (found == state.alerts.end() || !found->second.active()) return false;
    found->second.acknowledged = true;
    return true;
}

std::string_view name(Standing standing) {
    return standing_names[static_cast<std::size_t>(standing)];
}

Standing standing(const State& state, const Measurement& measurement) {
    if (measurement.reading == Reading::inapplicable) return Standing::inapplicable;
    const auto found = state.alerts.find(key(*measurement.rule, measurement.labels));
    if (!is_known(measurement)) return Standing::unknown;
    if (found == state.alerts.end()) return Standing::ok;
    constexpr std::array by_phase{
        Standing::ok, Standing::pending, Standing::firing, Standing::clearing};
    return by_phase[static_cast<std::size_t>(found->second.phase)];
}

bool is_held(const State& state, const Alert& alert, const Policy& policy, std::int64_t wall) {
    const auto& service = alert.rule->service;
    for (const auto& [id, services] : state.windows)
        if (is_about(services, service)) return true;
    return std::ranges::any_of(policy.silences, [&](const Silence& silence) {
        return silence.holds(alert, wall);
    });
}

} // namespace fingerpost::alert
