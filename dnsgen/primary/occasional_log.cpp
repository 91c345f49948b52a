#include "primary/occasional_log.hpp"

#include <utility>

namespace fingerpost::primary {

void OccasionalLog::event(log::Level level, std::string_view name, std::string reason) {
    auto& kept = kept_[name];
    ++kept.times;
    const auto now = std::chrono::steady_clock::now();
    if (now < kept.next) return;
    kept.next = now + pause;
    const auto times = std::to_string(std::exchange(kept.times, 0));
    log::event(level, name, {{"reason", std::move(reason)}, {"times", times}});
}

} // namespace fingerpost::primary
