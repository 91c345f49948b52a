/// @file
/// Spares a server that fails, and everybody who would wait for it: after some failures in a row it
/// is asked only now and then, by one look-up at a time.
#pragma once

#include <algorithm>
#include <chrono>

namespace fingerpost::directory {

class Breaker {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int failures_max = 3;
    static constexpr std::chrono::seconds first_pause{5};
    static constexpr std::chrono::seconds longest_pause{60};

    /// Whether to ask. In a pause only the first call after its end may, and its outcome must be
    /// told.
    bool allows(Time now) {
        if (!open()) return true;
        if (now < closed_until_) return false;
        closed_until_ = now + pause_;
        return true;
    }

    void succeeded() {
        failures_ = 0;
        pause_ = first_pause;
    }

    void failed(Time now) {
        if (++failures_ < failures_max) return;
        if (failures_ > failures_max) pause_ = std::min(2 * pause_, longest_pause);
        closed_until_ = now + pause_;
    }

    /// Whether it spares the server.
    bool open() const { return failures_ >= failures_max; }

private:
    int failures_ = 0; ///< in a row
    std::chrono::seconds pause_ = first_pause;
    Time closed_until_{};
};

} // namespace fingerpost::directory
