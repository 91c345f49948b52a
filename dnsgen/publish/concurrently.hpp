/// @file
/// Several coroutines side by side on one thread, for work that mostly waits.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>

namespace fingerpost::publish {

/// Calls `work(0)` … `work(count - 1)`, `width` of them at a time, and returns when all have
/// ended; then throws what the first of them has thrown, if any. `work` gives awaitable<void>.
template <class Work>
boost::asio::awaitable<void> concurrently(std::size_t count, std::size_t width, const Work& work) {
    namespace asio = boost::asio;
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer all_ended(executor, asio::steady_timer::time_point::max());
    std::size_t next = 0;
    std::size_t running = std::min(count, width);
    std::exception_ptr thrown;
    const auto lane = [&]() -> asio::awaitable<void> {
        while (next < count && !thrown)
            co_await work(next++);
    };
    const auto ended = [&](std::exception_ptr error) {
        if (error && !thrown) thrown = error;
        if (--running == 0) all_ended.cancel();
    };
    for (std::size_t i = running; i > 0; --i)
        asio::co_spawn(executor, lane(), ended);
    boost::system::error_code cancelled;
    auto token = asio::redirect_error(asio::use_awaitable, cancelled);
    if (running > 0) co_await all_ended.async_wait(token);
    if (thrown) std::rethrow_exception(thrown);
}

} // namespace fingerpost::publish
