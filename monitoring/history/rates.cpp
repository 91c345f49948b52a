#include "history/rates.hpp"

#include <utility>

namespace fingerpost::history {

double Rates::rate(int series, std::int64_t time, double count) {
    const auto [place, first] = last_.try_emplace(series);
    const auto before = std::exchange(place->second, Count{time, count});
    const auto seconds = time - before.time;
    if (first || seconds <= 0 || seconds > seconds_between_counts_max) return missing;
    const auto risen = count < before.count ? count : count - before.count;
    return risen / static_cast<double>(seconds);
}

} // namespace fingerpost::history
