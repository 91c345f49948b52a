/// @file
/// The alert engine: a pure function from what was known and what is measured to what is known then
/// and what is to be told. Who calls it stores state and notifications in one transaction.
#pragma once

#include "alert/news.hpp"
#include "alert/policy.hpp"
#include "alert/state.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace fingerpost::alert {

/// The wall clock was set by more than this: durations and certificates rest for one step.
inline constexpr std::int64_t clock_jump_seconds = 300;

struct Step {
    State state;
    std::vector<News> transitions; ///< all of them, also those that nobody is told
    std::vector<Notification> notifications;
    std::optional<std::int64_t> clock_jumped; ///< by so many seconds
};

/// `measurements` are of everything watched: what is not among them is gone, and its alert is
/// resolved. What could not be read is handed in as unknown.
Step step(
    State state, std::span<const Measurement> measurements, const Policy& policy, const Moment& now
);

/// Stops repeats until the alert resolves or becomes severer. False: it does not fire.
bool acknowledge(State& state, std::string_view key);

/// For lists of everything watched.
enum class Standing : std::uint8_t { inapplicable, unknown, ok, pending, firing, clearing };
std::string_view name(Standing standing);
Standing standing(const State& state, const Measurement& measurement);

/// Whether a silence or an open window holds its messages.
bool is_held(const State& state, const Alert& alert, const Policy& policy, std::int64_t wall);

} // namespace fingerpost::alert
