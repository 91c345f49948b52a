/// @file
/// What answers HTTP requests: a function, or a coroutine where it has to wait.
#pragma once

#include "base/message.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <variant>

namespace fingerpost {

/// A response at once, or a coroutine that has to wait for it. What needs no waiting costs no
/// frame.
using Reply = std::variant<Response, boost::asio::awaitable<Response>>;

/// Called on the connection's thread, one request of a connection at a time. The request is there
/// until the call returns; a coroutine takes its own copy.
using Handler = std::function<Reply(const Request&)>;

} // namespace fingerpost
