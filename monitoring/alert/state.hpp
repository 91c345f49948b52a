/// @file
/// What the alert engine remembers from one step to the next, over restarts too (state_text.hpp).
/// Durations are counted in engine seconds: State::elapsed, which no change of the clock moves.
#pragma once

#include "alert/measurement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::alert {

enum class Phase : std::uint8_t {
    ok,
    pending, ///< beyond a level, not long enough yet
    firing,
    clearing, ///< within again, not long enough yet; still counts as firing
};

/// Of one watched thing. Who has nothing to remember is not kept.
struct Alert {
    const Rule* rule = nullptr;
    Labels labels;
    Phase phase = Phase::ok;
    Severity severity = Severity::info;        ///< means nothing while ok
    std::int64_t since = 0;                    ///< engine seconds: the phase began
    std::int64_t began = 0;                    ///< Unix time: it fired
    int samples = 0;                           ///< readings beyond a level while pending
    std::optional<Severity> settling;          ///< the worst held while clearing
    double value = 0;                          ///< the last one that was known
    std::optional<std::int64_t> unknown_since; ///< engine seconds

    std::optional<Severity> told;          ///< what the last message said: none, or firing
    std::int64_t told_at = 0;              ///< engine seconds
    std::vector<std::int64_t> transitions; ///< engine seconds, of the last half hour
    bool flapping = false;
    bool flapping_told = false;
    bool acknowledged = false;

    std::string certificate;      ///< SHA-256
    std::optional<int> rung;      ///< days: the tightest that has fired for this certificate
    std::optional<int> rung_told; ///< days: the tightest that was told
    bool renewed = false;         ///< and not told yet

    std::uint64_t step = 0; ///< State::steps when it was measured last
    bool active() const { return phase == Phase::firing || phase == Phase::clearing; }
    std::optional<Severity> current() const {
        return active() ? std::optional(severity) : std::nullopt;
    }
};

/// Alerts that are told together: those of one rule and one `instance`.
struct Group {
    std::optional<std::int64_t> waiting_since; ///< engine seconds: there is something to tell
    std::optional<std::int64_t> sent;          ///< engine seconds
};

/// All in seconds. Handed in: nothing here asks a clock.
struct Moment {
    std::int64_t wall = 0;        ///< Unix time
    std::int64_t steady = 0;      ///< since the machine started, counted in its sleep too
    std::int64_t zone_offset = 0; ///< of local time from UTC
    std::string boot = {};        ///< which start of the machine `steady` counts from
};

struct State {
    std::map<std::string, Alert> alerts; ///< by key()
    std::map<std::string, Group> groups; ///< by key() of the rule and its instance
    /// Maintenance windows that are open, and whose messages they hold
    /// (MaintenanceWindow::services).
    std::map<std::string, std::vector<std::string>> windows;
    std::int64_t elapsed = 0;
    std::optional<Moment> last;
    std::uint64_t sequence = 0; ///< of the last notification
    std::uint64_t steps = 0;
};

} // namespace fingerpost::alert
