#include "base/together.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

namespace fingerpost {

namespace {

namespace asio = boost::asio;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

struct Work {
    Work(const asio::any_io_executor& executor, std::size_t size)
        : done(executor, Time::max()), count(size) {}

    asio::steady_timer done; ///< never expires; cancelled by the last worker
    std::size_t count;
    std::size_t next = 0;
    std::size_t running = 0;
    std::exception_ptr failure;
    std::function<asio::awaitable<void>(std::size_t)> one;
};

asio::awaitable<void> run(std::shared_ptr<Work> work) {
    while (work->next < work->count && !work->failure)
        co_await work->one(work->next++);
}

asio::awaitable<void> wait(std::chrono::milliseconds duration) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, duration);
    co_await timer.async_wait(as_tuple);
}

} // namespace

asio::awaitable<void> together(
    std::size_t count, std::size_t at_once, std::function<asio::awaitable<void>(std::size_t)> one
) {
    const auto executor = co_await asio::this_coro::executor;
    const auto work = std::make_shared<Work>(executor, count);
    work->one = std::move(one);
    const auto ended = [work](std::exception_ptr failure) {
        if (!work->failure) work->failure = failure;
        if (--work->running == 0) work->done.cancel();
    };
    work->running = std::min(count, at_once);
    for (auto left = work->running; left > 0; --left)
        asio::co_spawn(executor, run(work), ended);
    while (work->running > 0)
        co_await work->done.async_wait(as_tuple);
    if (work->failure) std::rethrow_exception(work->failure);
}

Pace real_time() {
    return {std::chrono::steady_clock::now, wait};
}

} // namespace fingerpost
