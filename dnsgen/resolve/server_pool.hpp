/// @file
/// The servers that are asked, each with its own channels: c-ares lets a channel's servers only be
/// changed while nothing is on its way, and one server's faults would change how all are asked. A
/// channel costs some 73 kB, so there are few, and who was not asked for longest gives its own up.
#pragma once

#include "resolve/server.hpp"

#include <boost/asio/io_context.hpp>

#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace fingerpost::resolve {

class ServerPool : public std::enable_shared_from_this<ServerPool> {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr int channels_max = 256;

    /// `rate`: questions a second to all together, 0: no limit.
    ServerPool(boost::asio::io_context& context, unsigned rate) : context_(context), rate_(rate) {}

    boost::asio::io_context& context() { return context_; }

    /// The one known by this key, or null.
    std::shared_ptr<Server> find(const std::string& key) const;

    /// A new one with this key, which none has yet.
    std::shared_ptr<Server> add(const std::string& key, const ServerSettings& settings);

    void close();

    // ---- for Server ----
    Time reserve(Time now) { return rate_.reserve(now); }
    /// May it open a channel? If not, its pump() is called when there may be one.
    bool admit(const std::shared_ptr<Server>& server);
    void used(Server& server);
    void has_idle();
    /// Closes a channel when nothing is on its way there, and never from within its callbacks.
    void retire(std::shared_ptr<Channel> channel);

private:
    bool give_up_one();
    void close_retired();
    void forget_settled();

    boost::asio::io_context& context_;
    Rate rate_;
    std::unordered_map<std::string, std::shared_ptr<Server>> servers_;
    std::list<Server*> by_use_; ///< of those with channels; the last used one first
    std::unordered_map<Server*, std::list<Server*>::iterator> places_;
    std::deque<std::shared_ptr<Server>> without_channel_;
    std::vector<std::shared_ptr<Channel>> retired_;
    std::size_t forget_at_ = 1024;
    bool closing_retired_ = false;
};

} // namespace fingerpost::resolve
