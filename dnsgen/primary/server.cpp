#include "primary/server.hpp"

#include "base/clock.hpp"
#include "zone/octets.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <sstream>
#include <string>
#include <utility>

namespace fingerpost::primary {

namespace {

namespace asio = boost::asio;
using asio::redirect_error;
using asio::use_awaitable;
using boost::system::error_code;
using metrics::ZoneOutcome;
using metrics::ZoneQuestion;

constexpr std::size_t udp_request_max = 4096;
constexpr int send_buffer = 256 * 1024; // what a slow reader may hold of the system's memory
constexpr std::chrono::milliseconds accept_pause{100}; // while there are no more descriptors

Error cannot_listen(const Endpoint& endpoint, const error_code& error) {
    std::ostringstream text;
    text << "cannot listen on " << endpoint << " for name servers: " << error.message();
    const bool taken = error == asio::error::address_in_use;
    return {taken ? Errc::conflict : Errc::bad_request, text.str()};
}

template <class Socket>
void open(Socket& socket, const typename Socket::endpoint_type& endpoint, error_code& error) {
    socket.open(endpoint.protocol(), error);
    if (!error && endpoint.address().is_v6()) socket.set_option(asio::ip::v6_only(true), error);
}

} // namespace

struct Server::Connection {
    explicit Connection(Tcp::socket accepted)
        : socket(std::move(accepted)), deadline(socket.get_executor()) {}

    Tcp::socket socket;
    asio::steady_timer deadline;
    asio::ip::address peer = {};
    bool stranger = true;

    void close() {
        error_code ignored;
        deadline.cancel();
        socket.shutdown(Tcp::socket::shutdown_send, ignored);
        socket.close(ignored);
    }

    /// Closes `connection` unless this is called again in time.
    static void limit(const Held& connection, std::chrono::milliseconds time) {
        connection->deadline.expires_after(time);
        const auto late = [weak = std::weak_ptr(connection)](const error_code& cancelled) {
            const auto held = weak.lock();
            if (cancelled || !held) return;
            if (held->deadline.expiry() <= std::chrono::steady_clock::now()) held->close();
        };
        connection->deadline.async_wait(late);
    }
};

Server::Server(
    asio::io_context& context, Responder& responder, const Limits& limits, metrics::Metrics& metrics
)
    : context_(context), responder_(responder), limits_(limits), metrics_(metrics) {}

Result<void> Server::listen(const Endpoint& endpoint) {
    error_code error;
    auto& acceptor = acceptors_.emplace_back(context_);
    const Tcp::endpoint stream(endpoint.address(), endpoint.port());
    open(acceptor, stream, error);
    if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.set_option(Tcp::no_delay(true), error); // connections inherit it
    if (!error) acceptor.set_option(Tcp::acceptor::send_buffer_size(send_buffer), error);
    if (!error) acceptor.bind(stream, error);
    if (!error) acceptor.listen(Tcp::acceptor::max_listen_connections, error);
    if (error) return cannot_listen(endpoint, error);
    const Endpoint chosen(endpoint.address(), acceptor.local_endpoint().port());
    auto& socket = sockets_.emplace_back(context_);
    open(socket, chosen, error);
    if (!error) socket.bind(chosen, error);
    if (!error) socket.non_blocking(true, error);
    if (error) return cannot_listen(chosen, error);
    bound_.push_back(chosen);
    return {};
}

void Server::start() {
    for (auto& acceptor : acceptors_)
        asio::co_spawn(context_, accept(acceptor), asio::detached);
    for (auto& socket : sockets_)
        asio::co_spawn(context_, receive(socket), asio::detached);
}

void Server::stop() {
    error_code ignored;
    for (auto& acceptor : acceptors_)
        acceptor.close(ignored);
    for (auto& socket : sockets_)
        socket.close(ignored);
    for (const auto& connection : connections_)
        connection->close();
}

Server::Done Server::accept(Tcp::acceptor& acceptor) {
    asio::steady_timer pause(context_);
    for (;;) {
        error_code error;
        auto socket = co_await acceptor.async_accept(redirect_error(use_awaitable, error));
        if (!acceptor.is_open()) co_return;
        if (!error) {
            take(std::move(socket));
            continue;
        }
        pause.expires_after(accept_pause);
        co_await pause.async_wait(redirect_error(use_awaitable, error));
    }
}

/// More than the limits allow are closed at once; strangers leave room for secondaries.
void Server::take(Tcp::socket socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error || connections_.size() >= limits_.connections) return;
    const auto connection = std::make_shared<Connection>(std::move(socket));
    connection->peer = peer.address();
    connection->stranger = !responder_.is_listed(connection->peer);
    if (connection->stranger && strangers_ >= limits_.strangers) return;
    if (connection->stranger) ++strangers_;
    connections_.insert(connection);
    metrics_.zone_connections(connections_.size());
    const auto ended = [this, connection](const std::exception_ptr& failure) {
        end(connection);
        if (failure) log::event(log::Level::error, "zone_connection_failed");
    };
    asio::co_spawn(context_, serve(connection), ended);
}

void Server::end(const Held& connection) {
    connection->close();
    connections_.erase(connection);
    if (connection->stranger) --strangers_;
    metrics_.zone_connections(connections_.size());
}

/// One request after another, answered in their order (RFC 7766 §6.2.1.1), until the peer ends its
/// side, is too slow, or is not one of ours.
Server::Done Server::serve(Held connection) {
    auto& socket = connection->socket;
    auto patience = limits_.request_time;
    for (std::string request;;) {
        error_code error;
        std::array<char, 2> size{};
        Connection::limit(connection, patience);
        const auto head = asio::buffer(size);
        co_await asio::async_read(socket, head, redirect_error(use_awaitable, error));
        if (error) co_return;
        const std::string_view number(size.data(), size.size());
        request.resize(zone::Cursor(number).number<std::uint16_t>());
        Connection::limit(connection, limits_.request_time);
        const auto body = asio::buffer(request);
        co_await asio::async_read(socket, body, redirect_error(use_awaitable, error));
        if (error) co_return;
        auto reply = responder_.answer(request, connection->peer, Transport::tcp);
        if (!reply) co_return;
        const bool sent = co_await send(connection, *reply);
        if (!sent || !reply->welcome) co_return;
        patience = limits_.idle_time;
    }
}

/// Each message is made when the one before is with the system: a slow reader holds one.
asio::awaitable<bool> Server::send(Held connection, Reply& reply) {
    for (;;) {
        const auto message = reply.next(unix_time());
        if (!message) {
            log::event(log::Level::error, "zone_not_sent", {{"reason", message.error().what}});
            count(reply, ZoneOutcome::error);
            co_return false;
        }
        if (!*message) break;
        std::string size;
        zone::append_octets(size, (*message)->size(), 2);
        const std::array<asio::const_buffer, 2> both{asio::buffer(size), asio::buffer(**message)};
        Connection::limit(connection, limits_.write_time);
        error_code error;
        auto& socket = connection->socket;
        co_await asio::async_write(socket, both, redirect_error(use_awaitable, error));
        if (error) {
            count(reply, ZoneOutcome::aborted);
            co_return false;
        }
    }
    count(reply, reply.outcome);
    co_return true;
}

void Server::count(const Reply& reply, ZoneOutcome outcome) {
    metrics_.zone_request(reply.question, outcome);
}

Server::Done Server::receive(Udp::socket& socket) {
    std::string request(udp_request_max, '\0');
    for (;;) {
        error_code error;
        Endpoint peer;
        const auto buffer = asio::buffer(request);
        const auto size =
            co_await socket.async_receive_from(buffer, peer, redirect_error(use_awaitable, error));
        if (!socket.is_open()) co_return;
        if (error) continue;
        const auto octets = std::string_view(request).substr(0, size);
        auto reply = responder_.answer(octets, peer.address(), Transport::udp);
        if (!reply) continue;
        const auto message = reply->next(unix_time());
        if (!message || !*message) continue;
        socket.send_to(asio::buffer(**message), peer, 0, error); // lost as any datagram may be
        count(*reply, reply->outcome);
    }
}

} // namespace fingerpost::primary
