#include "resolve/rate.hpp"

#include <algorithm>

namespace fingerpost::resolve {

namespace {
constexpr auto burst = std::chrono::milliseconds(100);
}

Rate::Rate(unsigned per_second) : interval_(0) {
    if (per_second > 0) interval_ = std::chrono::nanoseconds(std::chrono::seconds(1)) / per_second;
}

Rate::Time Rate::reserve(Time now) {
    const auto turn = std::max(next_, now - burst);
    next_ = turn + interval_;
    return std::max(turn, now);
}

} // namespace fingerpost::resolve
