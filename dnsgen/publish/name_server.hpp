/// @file
/// One name server that is asked and updated. Tests hand in one of their own.
#pragma once

#include "base/error.hpp"
#include "zone/message.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace fingerpost::publish {

class NameServer {
public:
    virtual ~NameServer() = default;

    /// Sends a message of zone/message.hpp or zone/update_message.hpp, whatever its id, and gives
    /// the answer, whatever its rcode. Many may be asked at once.
    /// Errc::timeout and Errc::upstream (connection lost, garbage): nothing is known of what the
    /// server did; Errc::unauthorised: the answer's signature, or ours, was refused.
    virtual boost::asio::awaitable<Result<zone::Message>> ask(std::string message) = 0;

    /// "192.0.2.53 port 53"
    virtual std::string name() const = 0;
};

} // namespace fingerpost::publish
