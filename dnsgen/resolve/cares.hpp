/// @file
/// A resolver on c-ares and one thread's io_context. Home of c-ares, which is given the sockets
/// and the time; what it receives is read by message.cpp.
#pragma once

#include "base/error.hpp"
#include "resolve/resolver.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::resolve {

struct CaresSettings {
    /// "192.0.2.53", "192.0.2.53:5300", "2001:db8::53", "[2001:db8::53]:5300"; none: those of
    /// /etc/resolv.conf.
    std::vector<std::string> servers = {};
    std::chrono::milliseconds budget{5000}; ///< for one question, all its tries included
};

/// Used on the thread that runs `context`. Errc::bad_request names the server that is none.
Result<std::unique_ptr<Resolver>>
make_cares_resolver(boost::asio::io_context& context, const CaresSettings& settings);

} // namespace fingerpost::resolve
