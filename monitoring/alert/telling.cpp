#include "alert/telling.hpp"

#include "alert/engine.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::alert {

namespace {

constexpr std::int64_t hour = 3600;
/// By severity; 0: never.
constexpr std::array<std::int64_t, severities.size()> repeat_seconds{0, 24 * hour, 4 * hour};
constexpr std::array<std::string_view, 8> kind_names{
    "fired", "resolved", "escalated", "eased", "flapping", "repeated", "renewed", "summary"};

std::string group_of(const Alert& alert) {
    const auto instance = label(alert.labels, "instance");
    if (instance.empty()) return key(*alert.rule, {});
    return key(*alert.rule, {{"instance", std::string(instance)}});
}

/// What has become of an alert of which `told` was told.
std::optional<Kind> change(const Alert& alert, const std::optional<Severity>& told) {
    const auto current = alert.current();
    const bool tighter = alert.rung && (!alert.rung_told || alert.rung < alert.rung_told);
    if (!current) return told ? std::optional(Kind::resolved) : std::nullopt;
    if (alert.rule->certificate && !tighter) return std::nullopt; // each rung once
    if (!told) return Kind::fired;
    if (*current > *told || tighter) return Kind::escalated;
    return *current < *told ? std::optional(Kind::eased) : std::nullopt;
}

std::vector<News> untold(const Alert& alert) {
    std::vector<News> items;
    if (alert.renewed) items.push_back(news(Kind::renewed, alert));
    if (alert.flapping) {
        if (!alert.flapping_told) items.push_back(news(Kind::flapping, alert));
        return items;
    }
    const auto told = alert.renewed ? std::nullopt : alert.told;
    const auto kind = change(alert, told);
    if (!kind) return items;
    items.push_back(news(*kind, alert));
    if (*kind == Kind::resolved) items.back().severity = *told;
    return items;
}

bool may_repeat(const Alert& alert) {
    return alert.phase == Phase::firing && alert.told && !alert.acknowledged && !alert.flapping &&
           !alert.rule->certificate && alert.severity != Severity::info;
}

bool is_repeat_due(const Alert& alert, std::int64_t elapsed) {
    return may_repeat(alert) &&
           elapsed - alert.told_at >= repeat_seconds[static_cast<std::size_t>(alert.severity)];
}

void mark_told(Alert& alert, std::int64_t elapsed) {
    if (alert.renewed) alert.told.reset();
    alert.renewed = false;
    alert.flapping_told = alert.flapping;
    alert.told_at = elapsed;
    if (alert.flapping) return;
    alert.told = alert.current();
    if (alert.told) alert.rung_told = alert.rung;
}

/// Adds what is spelled out, and counts the rest.
void add(Notification& notification, std::vector<News> items) {
    for (auto& item : items) {
        notification.severity = std::max(notification.severity, item.severity);
        if (++notification.total <= items_max) notification.items.push_back(std::move(item));
    }
}

/// One group with something to tell, in this step.
struct Members {
    std::vector<Alert*> changed;
    std::vector<Alert*> repeatable;
    bool repeat_due = false;
    std::size_t firing = 0;

    bool waits() const { return !changed.empty() || repeat_due; }
};

using Gathered = std::map<std::string, Members>;

Gathered gather(State& state, const Policy& policy, std::int64_t wall) {
    Gathered groups;
    for (auto& [name_of_alert, alert] : state.alerts) {
        const bool changed = !untold(alert).empty();
        if (!changed && !alert.active()) continue;
        auto& members = groups[group_of(alert)];
        if (alert.active()) ++members.firing;
        if ((!changed && !may_repeat(alert)) || is_held(state, alert, policy, wall)) continue;
        if (changed)
            members.changed.push_back(&alert);
        else
            members.repeatable.push_back(&alert);
        if (!changed && is_repeat_due(alert, state.elapsed)) members.repeat_due = true;
    }
    return groups;
}

/// Whether the time of the group has come.
bool is_due(Group& group, std::int64_t elapsed) {
    if (!group.waiting_since) group.waiting_since = elapsed;
    if (elapsed - *group.waiting_since < group_wait_seconds) return false;
    return !group.sent || elapsed - *group.sent >= group_interval_seconds;
}

/// Groups that have nothing to tell wait no longer, and are dropped once they may speak at once.
void rest(State& state, const Gathered& gathered) {
    for (auto at = state.groups.begin(); at != state.groups.end();) {
        auto& group = at->second;
        const auto found = gathered.find(at->first);
        const bool waits = found != gathered.end() && found->second.waits();
        if (!waits) group.waiting_since.reset();
        const bool idle =
            !waits && (!group.sent || state.elapsed - *group.sent >= group_interval_seconds);
        at = idle ? state.groups.erase(at) : std::next(at);
    }
}

Notification message(const std::string& group, Members& members, State& state) {
    Notification notification{group, ++state.sequence, Severity::info, {}, 0, members.firing};
    for (auto* alert : members.changed) {
        add(notification, untold(*alert));
        mark_told(*alert, state.elapsed);
    }
    if (!members.repeat_due) return notification;
    for (auto* alert : members.repeatable) {
        add(notification, {news(Kind::repeated, *alert)});
        alert->told_at = state.elapsed;
    }
    return notification;
}

/// What fires at the end of a window whose messages it held.
std::optional<Notification> summary(
    State& state,
    const Policy& policy,
    const std::string& window,
    const std::vector<std::string>& services,
    std::int64_t wall
) {
    Notification notification{"window/" + window, 0, Severity::info, {}, 0, 0};
    for (auto& [name_of_alert, alert] : state.alerts) {
        if (!alert.active() || alert.flapping || !is_about(services, alert.rule->service)) continue;
        if (is_held(state, alert, policy, wall)) continue;
        add(notification, {news(Kind::summary, alert)});
        mark_told(alert, state.elapsed);
    }
    if (notification.total == 0) return std::nullopt;
    notification.firing = notification.total;
    notification.sequence = ++state.sequence;
    return notification;
}

/// Opens and closes windows.
std::vector<Notification> close_windows(State& state, const Policy& policy, const Moment& now) {
    auto closed = std::exchange(state.windows, {});
    for (const auto& window : policy.windows) {
        if (!window.open(now)) continue;
        state.windows.emplace(window.id, window.services);
        closed.erase(window.id);
    }
    std::vector<Notification> summaries;
    for (const auto& [id, services] : closed)
        if (auto told = summary(state, policy, id, services, now.wall))
            summaries.push_back(std::move(*told));
    return summaries;
}

} // namespace

std::string_view name(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

News news(Kind kind, const Alert& alert) {
    return {kind, alert.rule, alert.labels, alert.severity, alert.value, alert.began, alert.rung};
}

std::vector<Notification> tell(State& state, const Policy& policy, const Moment& now) {
    auto notifications = close_windows(state, policy, now);
    auto gathered = gather(state, policy, now.wall);
    rest(state, gathered);
    for (auto& [id, members] : gathered) {
        if (!members.waits()) continue;
        auto& group = state.groups[id];
        if (!is_due(group, state.elapsed)) continue;
        notifications.push_back(message(id, members, state));
        group = {std::nullopt, state.elapsed};
    }
    return notifications;
}

} // namespace fingerpost::alert
