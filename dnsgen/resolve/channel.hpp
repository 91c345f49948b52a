/// @file
/// c-ares, with its sockets watched and its time kept by Asio. It carries questions to servers and
/// repeats them; what comes back is read by message.cpp.
#pragma once

#include "base/error.hpp"
#include "resolve/answer.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::resolve {

/// The message that came, or why none did.
struct Reply {
    std::string message;
    Failure failure = Failure::none;
    std::string what;
    int timeouts = 0; ///< tries that were not answered
};

struct ChannelSettings {
    std::vector<std::string> servers; ///< none: those of /etc/resolv.conf
    std::chrono::milliseconds budget{5000};
    bool tcp = false;
    bool extended = true;   ///< its questions have an OPT record
    bool stays_open = true; ///< keeps its socket, and so its port, between questions
};

/// Lives on the thread that runs its context, and must be closed before the context goes.
class Channel {
public:
    using Done = std::function<void(Reply)>;

    static Result<std::shared_ptr<Channel>>
    open(boost::asio::io_context& context, const ChannelSettings& settings);

    virtual ~Channel() = default;

    /// `done` is called once, perhaps before this returns. It may send, but not close.
    virtual void send(const std::string& message, Done done) = 0;

    virtual bool idle() const = 0;

    /// One FORMERR has made c-ares leave out the OPT record of everything it sends from now on, and
    /// cut what it receives at 512 octets.
    virtual bool no_longer_extended() const = 0;

    /// What is on its way ends with Failure::other.
    virtual void close() = 0;
};

} // namespace fingerpost::resolve
