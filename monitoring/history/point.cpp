#include "history/point.hpp"

#include <algorithm>

namespace fingerpost::history {

void Consolidation::add(const Point& point) {
    if (!point.known()) return;
    least_ = known_ == 0 ? point.least : std::min(least_, point.least);
    most_ = known_ == 0 ? point.most : std::max(most_, point.most);
    sum_ += point.average;
    ++known_;
}

Point Consolidation::of(int parts) const {
    if (known_ == 0 || 2 * known_ < parts) return {};
    return {static_cast<float>(sum_ / known_), least_, most_};
}

} // namespace fingerpost::history
