#include "resolve/window.hpp"

#include <algorithm>

namespace fingerpost::resolve {

void Window::answered() {
    size_ = std::min(size_ + 1 / size_, limits_.most);
}

void Window::lost(Time now, std::chrono::milliseconds pause) {
    if (halved_ != Time::min() && now < halved_ + pause) return;
    halved_ = now;
    size_ = std::max(size_ / 2, limits_.least);
}

} // namespace fingerpost::resolve
