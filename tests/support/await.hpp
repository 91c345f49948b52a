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

template <class T>
T await(boost::asio::awaitable<T> task) {
    boost::asio::io_context context;
    std::optional<T> value;
    std::exception_ptr failure;
    auto keep = [&](std::exception_ptr error, T result) {
        failure = error;
        if (!error) value = std::move(result);
    };
    boost::asio::co_spawn(context, std::move(task), keep);
    context.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(value).value();
}

inline Response await(Reply reply) {
    if (auto* response = std::get_if<Response>(&reply)) return std::move(*response);
    return await(std::get<boost::asio::awaitable<Response>>(std::move(reply)));
}

} // namespace fingerpost::test
