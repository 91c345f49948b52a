/// @file
/// Many small waits at once, and the pauses between tries. Time is handed in, so that tests need
/// not wait.
#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <functional>

namespace fingerpost {

/// Runs `one` for 0 … count - 1, at most `at_once` at a time, on the caller's one thread. The first
/// exception is thrown again when all have ended.
boost::asio::awaitable<void> together(
    std::size_t count,
    std::size_t at_once,
    std::function<boost::asio::awaitable<void>(std::size_t)> one
);

using Time = std::chrono::steady_clock::time_point;

/// The clock and how to wait by it.
struct Pace {
    std::function<Time()> now;
    std::function<boost::asio::awaitable<void>(std::chrono::milliseconds)> pause;
};
Pace real_time();

} // namespace fingerpost
