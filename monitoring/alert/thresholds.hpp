/// @file
/// What the operator has set in place of the table's levels.
#pragma once

#include "alert/measurement.hpp"
#include "alert/rule.hpp"
#include "base/error.hpp"

#include <string_view>
#include <vector>

namespace fingerpost::alert {

class Thresholds {
public:
    /// All levels of a rule at once: for all of its alerts, or those with these labels.
    /// Errc::bad_request: no such rule, or levels that are not are_sound().
    Result<void> set(std::string_view rule, const Levels& levels, Labels only = {});

    /// Of what fits, that with the most labels.
    const Levels& of(const Rule& rule, const Labels& labels) const;

private:
    struct Own {
        std::string_view rule;
        Labels only;
        Levels levels;
    };
    std::vector<Own> own_;
};

/// A level that clears at 80 % of the way to `raise`, for who sets only that.
Level with_usual_clear(Direction direction, double raise);

} // namespace fingerpost::alert
