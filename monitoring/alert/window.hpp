/// @file
/// Maintenance windows: while one is open, alerts of its services are judged and kept, but their
/// messages are held. What still fires at its end is told in one summary.
#pragma once

#include "alert/state.hpp"
#include "base/error.hpp"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::alert {

struct MaintenanceWindow {
    std::string id;
    std::vector<std::string> services; ///< Rule::service; none: all
    std::int64_t starts = 0;           ///< Unix time; one-off windows only
    std::int64_t seconds = 0;          ///< how long it is open
    std::bitset<7> weekdays;           ///< from Sunday on; none: it is one-off
    std::int64_t second_of_day = 0;    ///< local time; weekly windows only

    bool open(const Moment& now) const;
};

/// Errc::bad_request: no id, no length, a weekly one that is open for more than a day.
Result<void> check(const MaintenanceWindow& window);

/// Whether a window of these services holds the messages of this one.
bool is_about(const std::vector<std::string>& services, std::string_view service);

} // namespace fingerpost::alert
