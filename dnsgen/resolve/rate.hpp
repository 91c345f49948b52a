/// @file
/// A token bucket that gives out turns: so many a second, a tenth of a second's worth at once.
/// Pure.
#pragma once

#include <chrono>

namespace fingerpost::resolve {

class Rate {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// 0: no limit.
    explicit Rate(unsigned per_second);

    /// When the next one may go, which is `now` or later. Each call takes a turn.
    Time reserve(Time now);

    /// Nothing would change if it were forgotten.
    bool settled(Time now) const { return next_ <= now; }

private:
    std::chrono::steady_clock::duration interval_;
    Time next_ = Time::min();
};

} // namespace fingerpost::resolve
