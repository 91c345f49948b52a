/// @file
/// The counters of the request path: integers, one set a thread as far as threads are few, added
/// up when somebody looks. prometheus-cpp's own counters share a cache line between all threads.
#pragma once

#include "metrics/metrics.hpp"

#include <array>
#include <atomic>
#include <cstdint>

namespace fingerpost::metrics {

/// Upper bounds of the request duration, in seconds; 0.1 is the objective.
inline constexpr std::array duration_bounds{
    50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 0.1, 0.25, 1.0, 5.0};

/// The statuses that have a series; all others count as the last one, "other".
inline constexpr std::array<int, 16> counted_statuses{
    200, 204, 301, 302, 304, 400, 401, 403, 404, 405, 408, 413, 429, 431, 500, 503};
inline constexpr std::size_t status_count = counted_statuses.size() + 1;

inline constexpr std::size_t protocol_count = protocol_names.size();
inline constexpr std::size_t outcome_count = outcome_names.size();
inline constexpr std::size_t listener_count = listener_names.size();
inline constexpr std::size_t bucket_count = duration_bounds.size() + 1;

using Cell = std::atomic<std::uint64_t>;

struct alignas(64) Cells {
    std::array<std::array<Cell, outcome_count>, protocol_count> requests{};
    std::array<Cell, status_count> statuses{};
    std::array<std::array<Cell, bucket_count>, protocol_count> durations{};
    std::array<Cell, protocol_count> nanoseconds{};
    std::array<Cell, listener_count> received{};
    std::array<Cell, listener_count> sent{};
};

class ShardedCells {
public:
    /// Those of the calling thread.
    Cells& mine();

    /// `one` names a cell of a Cells: its sum over all threads.
    template <class One>
    std::uint64_t sum(One one) const {
        std::uint64_t total = 0;
        for (const auto& shard : shards_)
            total += one(shard).load(std::memory_order_relaxed);
        return total;
    }

private:
    std::array<Cells, 16> shards_;
};

} // namespace fingerpost::metrics
