/// @file
/// Runs one coroutine to its end and gives its value back.
#pragma once

#include "base/message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace fingerpost::test {

/// Whatever else the context has to do stays for the next time.
template <class T>
T await(boost::asio::io_context& context, boost::asio::awaitable<T> task) {
    std::optional<T> value;
    std::exception_ptr failure;
    auto keep = [&](std::exception_ptr error, T result) {
        failure = error;
        if (!error) value = std::move(result);
    };
    boost::asio::co_spawn(context, std::move(task), keep);
    context.restart();
    while (!value && !failure && context.run_one() > 0) {
    }
    if (failure) std::rethrow_exception(failure);
    return std::move(value).value();
}

template <class T>
T await(boost::asio::awaitable<T> task) {
    boost::asio::io_context context;
    return await(context, std::move(task));
}

inline Response await(Reply reply) {
    if (auto* response = std::get_if<Response>(&reply)) return std::move(*response);
    return await(std::get<boost::asio::awaitable<Response>>(std::move(reply)));
}

} // namespace fingerpost::test
