/// @file
/// From what changed to notifications: held, grouped, paced and repeated. What a receiver was told
/// last is compared with what is; so nothing is told twice, and what was held is told when it ends.
#pragma once

#include "alert/news.hpp"
#include "alert/policy.hpp"
#include "alert/state.hpp"

#include <cstdint>
#include <vector>

namespace fingerpost::alert {

inline constexpr std::int64_t group_wait_seconds = 30;      ///< before the first message
inline constexpr std::int64_t group_interval_seconds = 300; ///< from one to the next

News news(Kind kind, const Alert& alert);

/// Changes `state` as if all notifications had been delivered: the outbox sees to that.
std::vector<Notification> tell(State& state, const Policy& policy, const Moment& now);

} // namespace fingerpost::alert
