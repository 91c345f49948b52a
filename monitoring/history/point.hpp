/// @file
/// What a series was over a time, and how many of them become one of a longer time. Pure.
#pragma once

#include <limits>

namespace fingerpost::history {

inline constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// Of one step. `missing` thrice where nothing is known: a gap, which is not a zero.
struct Point {
    float average = missing;
    float least = missing;
    float most = missing;

    bool known() const { return average == average; }
};

/// The points of the parts of a step.
class Consolidation {
public:
    void add(const Point& point);

    /// The average weighs every part alike. Unknown when less than half of the `parts` is known.
    Point of(int parts) const;

private:
    int known_ = 0;
    double sum_ = 0;
    float least_ = 0;
    float most_ = 0;
};

} // namespace fingerpost::history
