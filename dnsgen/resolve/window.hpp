/// @file
/// How many questions one server gets at a time: as many as it answers. Above some 190 even a fast
/// one drops them, as its socket's buffer is full. Additive increase, multiplicative decrease (RFC
/// 5681 §3.1 does the same for TCP). Pure.
#pragma once

#include <chrono>
#include <cstddef>

namespace fingerpost::resolve {

struct WindowLimits {
    double least = 4;
    double first = 32;
    double most = 128;
};

class Window {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Window(const WindowLimits& limits) : limits_(limits), size_(limits.first) {}

    std::size_t size() const { return static_cast<std::size_t>(size_); }

    void answered();

    /// Halves it, once for all that are lost within `pause`: they were sent together.
    void lost(Time now, std::chrono::milliseconds pause);

private:
    WindowLimits limits_;
    double size_;
    Time halved_ = Time::min();
};

} // namespace fingerpost::resolve
