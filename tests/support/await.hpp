/// @file
/// Runs one coroutine to its end and gives its value back.
#pragma once

#include "base/handler.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace fingerpost::test {

/// What a coroutine has come to.
template <class T>
struct Awaited {
    std::optional<T> value;
    std::exception_ptr failure;

    bool done() const { return value || failure; }
    /// What co_spawn calls at the end.
    auto keeper() {
        return [this](std::exception_ptr error, T result) {
            failure = error;
            if (!error) value = std::move(result);
        };
    }
    T take() {
        if (failure) std::rethrow_exception(failure);
        return std::move(value).value();
    }
};

/// Whatever else the context has to do stays for the next time.
template <class T>
T await(boost::asio::io_context& context, boost::asio::awaitable<T> task) {
    Awaited<T> awaited;
    boost::asio::co_spawn(context, std::move(task), awaited.keeper());
    context.restart();
    while (!awaited.done() && context.run_one() > 0) {
    }
    return awaited.take();
}

/// Until nothing is left to do, for other threads that have a part in it too.
template <class T>
T await(boost::asio::awaitable<T> task) {
    boost::asio::io_context context;
    Awaited<T> awaited;
    boost::asio::co_spawn(context, std::move(task), awaited.keeper());
    context.run();
    return awaited.take();
}

inline Response await(Reply reply) {
    if (auto* response = std::get_if<Response>(&reply)) return std::move(*response);
    return await(std::get<boost::asio::awaitable<Response>>(std::move(reply)));
}

} // namespace fingerpost::test
