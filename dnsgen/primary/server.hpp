/// @file
/// The sockets that name servers ask on: UDP for SOA, TCP for everything, both on one port.
/// Spec: RFC 1035 §4.2, RFC 7766.
#pragma once

#include "metrics/metrics.hpp"
#include "primary/responder.hpp"
#include "primary/settings.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include <deque>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace fingerpost::primary {

/// Used by the context's thread, but for listen() before that runs.
class Server {
public:
    Server(
        boost::asio::io_context& context,
        Responder& responder,
        const Limits& limits,
        metrics::Metrics& metrics
    );

    /// Binds both; Errc::conflict when the port is in use. Port 0 lets the system choose.
    Result<void> listen(const Endpoint& endpoint);
    const std::vector<Endpoint>& bound() const { return bound_; }

    void start();

    /// Ends every wait: what runs on the context comes to its end.
    void stop();

private:
    using Tcp = boost::asio::ip::tcp;
    using Udp = boost::asio::ip::udp;
    struct Connection;
    using Held = std::shared_ptr<Connection>;
    using Done = boost::asio::awaitable<void>;

    Done accept(Tcp::acceptor& acceptor);
    Done receive(Udp::socket& socket);
    Done serve(Held connection);
    boost::asio::awaitable<bool> send(Held connection, Reply& reply);
    void take(Tcp::socket socket);
    void end(const Held& connection);
    void count(const Reply& reply, metrics::ZoneOutcome outcome);

    boost::asio::io_context& context_;
    Responder& responder_;
    Limits limits_;
    metrics::Metrics& metrics_;
    std::vector<Endpoint> bound_;
    std::deque<Tcp::acceptor> acceptors_;
    std::deque<Udp::socket> sockets_;
    std::unordered_set<Held> connections_;
    std::size_t strangers_ = 0;
};

} // namespace fingerpost::primary
