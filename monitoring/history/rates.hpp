/// @file
/// Counters as rates. Pure; remembers the last count of each series, and nothing over a restart.
#pragma once

#include "history/point.hpp"

#include <cstdint>
#include <unordered_map>

namespace fingerpost::history {

/// Counts that are further apart give no rate: it would claim a minute for what took longer.
inline constexpr std::int64_t seconds_between_counts_max = 300;

class Rates {
public:
    /// Per second since the last count of this series; `missing` for the first one. A count that
    /// has fallen began again at 0, as its program did.
    double rate(int series, std::int64_t time, double count);

    void forget(int series) { last_.erase(series); }

private:
    struct Count {
        std::int64_t time = 0;
        double count = 0;
    };
    std::unordered_map<int, Count> last_;
};

} // namespace fingerpost::history
