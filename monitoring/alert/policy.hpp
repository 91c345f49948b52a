/// @file
/// What the operator has decided about alerts. All that step() needs beside state and readings.
#pragma once

#include "alert/ladder.hpp"
#include "alert/silence.hpp"
#include "alert/thresholds.hpp"
#include "alert/window.hpp"

#include <vector>

namespace fingerpost::alert {

struct Policy {
    Thresholds thresholds;
    Ladder ladder;
    std::vector<Silence> silences;
    std::vector<MaintenanceWindow> windows;
};

} // namespace fingerpost::alert
