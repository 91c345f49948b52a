#include "resolve/server_pool.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace fingerpost::resolve {

std::shared_ptr<Server> ServerPool::find(const std::string& key) const {
    const auto known = servers_.find(key);
    return known == servers_.end() ? nullptr : known->second;
}

std::shared_ptr<Server> ServerPool::add(const std::string& key, const ServerSettings& settings) {
    if (servers_.size() >= forget_at_) forget_settled();
    const auto made = std::make_shared<Server>(*this, settings);
    servers_.emplace(key, made);
    return made;
}

/// Doubles the bound when most are needed, so that looking for them costs little each time.
void ServerPool::forget_settled() {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(servers_, [&](const auto& entry) {
        const auto& server = entry.second;
        return server.use_count() == 1 && !places_.contains(server.get()) && server->settled(now);
    });
    forget_at_ = std::max<std::size_t>(1024, servers_.size() * 2);
}

bool ServerPool::admit(const std::shared_ptr<Server>& server) {
    int open = 0;
    for (const auto* one : by_use_)
        open += one->channels();
    if (open < channels_max || give_up_one()) return true;
    if (std::find(without_channel_.begin(), without_channel_.end(), server) ==
        without_channel_.end())
        without_channel_.push_back(server);
    return false;
}

bool ServerPool::give_up_one() {
    const auto idle = std::find_if(by_use_.rbegin(), by_use_.rend(), [](const Server* one) {
        return one->idle() && one->channels() > 0;
    });
    if (idle == by_use_.rend()) return false;
    auto* server = *idle;
    by_use_.erase(places_.at(server));
    places_.erase(server);
    server->close_channels();
    return true;
}

void ServerPool::used(Server& server) {
    const auto [place, is_new] = places_.try_emplace(&server);
    if (is_new)
        place->second = by_use_.insert(by_use_.begin(), &server);
    else
        by_use_.splice(by_use_.begin(), by_use_, place->second);
}

void ServerPool::has_idle() {
    if (without_channel_.empty()) return;
    const auto next = std::move(without_channel_.front());
    without_channel_.pop_front();
    next->pump();
}

void ServerPool::retire(std::shared_ptr<Channel> channel) {
    retired_.push_back(std::move(channel));
    if (std::exchange(closing_retired_, true)) return;
    boost::asio::post(context_, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->close_retired();
    });
}

/// Those that are still waited for stay until another one is retired, or to the end.
void ServerPool::close_retired() {
    closing_retired_ = false;
    for (const auto& channel : retired_)
        if (channel->idle()) channel->close();
    std::erase_if(retired_, [](const auto& channel) { return channel->idle(); });
}

void ServerPool::close() {
    without_channel_.clear();
    for (const auto& [key, server] : servers_)
        server->close();
    for (const auto& channel : std::exchange(retired_, {}))
        channel->close();
    servers_.clear();
}

} // namespace fingerpost::resolve
