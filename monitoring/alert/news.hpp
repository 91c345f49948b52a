/// @file
/// What a step has to say: transitions, for the log, and notifications, for the outbox.
#pragma once

#include "alert/measurement.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::alert {

enum class Kind : std::uint8_t {
    fired,
    resolved,
    escalated, ///< severer, or a tighter day of a certificate's ladder
    eased,
    flapping, ///< changes too often; nothing more is told until it is calm
    repeated,
    renewed, ///< another certificate stands in its place
    summary  ///< still firing at the end of a maintenance window
};

std::string_view name(Kind kind); ///< "fired"

/// What happened to one alert.
struct News {
    Kind kind = Kind::fired;
    const Rule* rule = nullptr;
    Labels labels;
    Severity severity = Severity::info; ///< the former one where it is resolved
    double value = 0;
    std::int64_t since = 0;  ///< Unix time when it fired
    std::optional<int> days; ///< the day of a certificate's ladder
};

/// Goes into the outbox, in the transaction that stores the state.
struct Notification {
    std::string group;          ///< key() of the rule and its instance, or "window/<id>"
    std::uint64_t sequence = 0; ///< rises from notification to notification, over restarts too
    Severity severity = Severity::info; ///< the highest of its items
    std::vector<News> items;            ///< items_max at most
    std::size_t total = 0;              ///< items, with those that are not spelled out
    std::size_t firing = 0;             ///< alerts of the group that fire now
};

inline constexpr std::size_t items_max = 50;

} // namespace fingerpost::alert
