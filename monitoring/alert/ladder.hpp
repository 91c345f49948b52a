/// @file
/// Certificates alarm on a ladder of days before (and after) their end. Each rung is told once for
/// a certificate; another certificate in its place begins at the top.
#pragma once

#include "alert/machine.hpp"
#include "base/error.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::alert {

inline constexpr int rung_days_max = 3650;

struct Ladder {
    std::vector<int> days{30, 14, 7, 3, 1, 0};        ///< in any order; below 0: after the end
    std::map<std::string, std::vector<int>> own = {}; ///< by key(), in place of `days`

    /// The tightest rung that is passed when so many days are left.
    std::optional<int> crossed(const std::string& key, double days_left) const;
};

/// Errc::bad_request: empty, or a day beyond rung_days_max.
Result<void> check(const std::vector<int>& days);

/// The severest level that begins at this rung or before, or else the lightest there is.
Severity severity_of(int rung, const Levels& levels);

/// Notes which certificate it is. Whether it is another one than before: then the ladder begins
/// anew, and `renewed` is to be told.
bool take_certificate(Alert& alert, const std::string& certificate, std::int64_t elapsed);

} // namespace fingerpost::alert
