/// @file
/// One thread's share of the server: its acceptors, its connections, and the clock that ends waits
/// which last too long.
#pragma once

#include "http/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <list>

namespace fingerpost::http {

class Worker {
public:
    explicit Worker(metrics::Metrics& metrics);

    boost::asio::io_context& context() { return context_; }

    /// Before run(). `listener` outlives the worker.
    void add(boost::asio::ip::tcp::acceptor acceptor, Listener& listener);

    /// Returns after wind_down() when the last connection has ended, or after abort(). Deadlines
    /// are looked at once a `tick`.
    void run(std::chrono::milliseconds tick);

    /// From any thread: no more connections; those under way end by themselves.
    void wind_down();
    /// From any thread: closes all connections; run() returns at once.
    void abort();

private:
    using Connections =
        boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

    boost::asio::awaitable<void>
    accept(boost::asio::ip::tcp::acceptor& acceptor, Listener& listener);
    boost::asio::awaitable<void>
    serve(boost::asio::ip::tcp::socket socket, Remote peer, Listener& listener);
    void admit(
        boost::asio::ip::tcp::socket socket,
        const boost::asio::ip::address& peer,
        Listener& listener
    );
    void wait_for_tick();

    WorkerState state_;
    Connections connections_; // before context_, whose end destroys the connections
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    std::chrono::milliseconds tick_{};
    std::list<boost::asio::ip::tcp::acceptor> acceptors_;
};

} // namespace fingerpost::http
