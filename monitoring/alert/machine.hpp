/// @file
/// The state machine of one alert: ok, pending, firing, clearing, ok. Up at once, down after a hold
/// time. And how often is too often.
#pragma once

#include "alert/news.hpp"
#include "alert/state.hpp"

#include <cstdint>
#include <optional>

namespace fingerpost::alert {

inline constexpr std::size_t transitions_max = 6; ///< more of them are flapping
inline constexpr std::int64_t flapping_seconds = 1800;

/// The severest level that is beyond `raise`, and beyond `clear`.
struct Beyond {
    std::optional<Severity> raised;
    std::optional<Severity> held;
};

Beyond beyond(Direction direction, const Levels& levels, double value);

/// Takes one reading. What has changed, if anything: fired, resolved, escalated or eased.
std::optional<Kind> advance(Alert& alert, const Beyond& reading, std::int64_t elapsed);

/// It is ok without a reading: switched off, or gone. `resolved` if it was firing.
std::optional<Kind> put_out(Alert& alert, std::int64_t elapsed);

/// Counts a transition; the alert may begin to flap.
void count_transition(Alert& alert, std::int64_t elapsed);

/// Ends flapping once nothing has changed for flapping_seconds.
void calm(Alert& alert, std::int64_t elapsed);

} // namespace fingerpost::alert
