#include "http/worker.hpp"

#include "base/log.hpp"

#include <arpa/inet.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Remote remote_of(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* numeric =
        address.ss_family == AF_INET
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr)
            : &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    ::inet_ntop(address.ss_family, numeric, text.data(), text.size());
    return parse_remote(text.data()).value_or(Remote{});
}

} // namespace

Worker::Worker(metrics::Metrics& metrics)
    : state_{metrics, context_, poller_, [this](Connection& connection) { end(connection); }} {}

Worker::~Worker() {
    connections_.clear_and_dispose(std::default_delete<Connection>());
}

void Worker::add(tcp::acceptor acceptor, Listener& listener) {
    acceptors_.push_back(std::move(acceptor));
    asio::co_spawn(context_, accept(acceptors_.back(), listener), asio::detached);
}

void Worker::run(std::chrono::milliseconds tick) {
    tick_ = tick;
    wait_for_tick();
    poller_.start();
    context_.run();
}

void Worker::wait_for_tick() {
    timer_.expires_after(tick_);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        const auto now = Connection::Clock::now();
        wait_for_tick();
        for_each([now](Connection& connection) { connection.check(now); });
    });
}

asio::awaitable<void> Worker::accept(tcp::acceptor& acceptor, Listener& listener) {
    asio::steady_timer pause(context_);
    acceptor.non_blocking(true);
    while (!state_.stopping) {
        co_await acceptor.async_wait(tcp::acceptor::wait_read, as_result);
        if (!acceptor.is_open()) co_return;
        if (accept_waiting(acceptor.native_handle(), listener)) continue;
        pause.expires_after(std::chrono::milliseconds(100));
        co_await pause.async_wait(as_result);
    }
}

/// False when none can be taken for now: out of descriptors, most likely.
bool Worker::accept_waiting(int acceptor, Listener& listener) {
    while (true) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        auto* const address = reinterpret_cast<sockaddr*>(&peer);
        const int taken = ::accept4(acceptor, address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (taken >= 0)
            admit(taken, remote_of(peer), listener);
        else if (errno == EAGAIN)
            return true;
        else if (errno != ECONNABORTED && errno != EINTR)
            break;
    }
    const auto why = std::system_category().message(errno);
    log::event(log::Level::warning, "accept_failed", {{"why", why}});
    return false;
}

void Worker::admit(int descriptor, Remote peer, Listener& listener) {
    const auto before = listener.connections.fetch_add(1, std::memory_order_relaxed);
    if (before >= listener.settings.limits.connections) {
        listener.connections.fetch_sub(1, std::memory_order_relaxed);
        state_.metrics.connection_rejected(listener.settings.name, metrics::Rejection::limit);
        ::close(descriptor);
        return;
    }
    auto connection = std::make_unique<Connection>(descriptor, std::move(peer), listener, state_);
    connections_.push_back(*connection);
    connection.release()->start();
}

/// The one visited may end, no other.
void Worker::for_each(const std::function<void(Connection&)>& visit) {
    for (auto next = connections_.begin(); next != connections_.end();)
        visit(*next++);
}

void Worker::end(Connection& connection) {
    const std::unique_ptr<Connection> ended(&connection);
    connection.unlink();
    end_if_done();
}

void Worker::end_if_done() {
    if (!state_.stopping || !connections_.empty()) return;
    timer_.cancel();
    poller_.stop();
}

void Worker::wind_down() {
    asio::post(context_, [this] {
        state_.stopping = true;
        boost::system::error_code ignored;
        for (auto& acceptor : acceptors_)
            acceptor.close(ignored);
        for_each([](Connection& connection) { connection.wind_down(); });
        end_if_done();
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
