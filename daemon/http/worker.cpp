#include "http/worker.hpp"

#include "base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Remote remote_of(const asio::ip::address& address) {
    return {address.to_string(), address.is_loopback()};
}

} // namespace

Worker::Worker(metrics::Metrics& metrics) : state_{metrics} {}

void Worker::add(tcp::acceptor acceptor, Listener& listener) {
    acceptors_.push_back(std::move(acceptor));
    asio::co_spawn(context_, accept(acceptors_.back(), listener), asio::detached);
}

void Worker::run(std::chrono::milliseconds tick) {
    tick_ = tick;
    wait_for_tick();
    context_.run();
}

void Worker::wait_for_tick() {
    timer_.expires_after(tick_);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        const auto now = Connection::Clock::now();
        for (auto& connection : connections_)
            connection.check(now);
        wait_for_tick();
    });
}

asio::awaitable<void> Worker::accept(tcp::acceptor& acceptor, Listener& listener) {
    asio::steady_timer pause(context_);
    while (!state_.stopping) {
        tcp::endpoint peer;
        auto [error, socket] = co_await acceptor.async_accept(peer, as_result);
        if (!error) admit(std::move(socket), peer.address(), listener);
        if (!error || state_.stopping || error == asio::error::connection_aborted) continue;
        log::event(log::Level::warning, "accept_failed", {{"why", error.message()}});
        pause.expires_after(std::chrono::milliseconds(100)); // out of descriptors, most likely
        co_await pause.async_wait(as_result);
    }
}

void Worker::admit(tcp::socket socket, const asio::ip::address& peer, Listener& listener) {
    const auto before = listener.connections.fetch_add(1, std::memory_order_relaxed);
    if (before >= listener.settings.limits.connections) {
        listener.connections.fetch_sub(1, std::memory_order_relaxed);
        state_.metrics.connection_rejected(listener.settings.name, metrics::Rejection::limit);
        return;
    }
    asio::co_spawn(context_, serve(std::move(socket), remote_of(peer), listener), asio::detached);
}

asio::awaitable<void> Worker::serve(tcp::socket socket, Remote peer, Listener& listener) {
    Connection connection(std::move(socket), std::move(peer), listener, state_);
    connections_.push_back(connection);
    co_await connection.run();
    connection.unlink();
    if (state_.stopping && connections_.empty()) timer_.cancel();
}

void Worker::wind_down() {
    asio::post(context_, [this] {
        state_.stopping = true;
        boost::system::error_code ignored;
        for (auto& acceptor : acceptors_)
            acceptor.close(ignored);
        for (auto& connection : connections_)
            connection.wind_down();
        if (connections_.empty()) timer_.cancel();
    });
}

void Worker::abort() {
    asio::post(context_, [this] {
        for (auto& connection : connections_)
            connection.abort();
        context_.stop();
    });
}

} // namespace fingerpost::http
