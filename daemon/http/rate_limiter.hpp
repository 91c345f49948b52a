/// @file
/// So many requests a second for each client network, in a table of fixed size.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace fingerpost::http {

/// A token bucket for each IPv4 address and each IPv6 /64; the longest unused makes room for a
/// new one. Any thread may ask.
class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Four seconds' worth of requests may come at once. `per_second` 0 allows everything.
    explicit RateLimiter(double per_second);

    /// Takes a token of `address`'s network, if there is one.
    bool allow(std::string_view address, Time now);

    static constexpr std::size_t networks_max = 32768;

private:
    struct Bucket {
        std::uint64_t network = 0;
        double tokens = 0;
        Time filled{};
    };
    static constexpr std::size_t ways = 8;
    using Set = std::array<Bucket, ways>;

    Bucket& bucket(std::uint64_t network, Time now);

    const double per_second_;
    const double burst_;
    const std::uint64_t seed_; ///< so that nobody can choose who shares a set with whom
    std::mutex mutex_;
    std::vector<Set> sets_;
};

} // namespace fingerpost::http
