/// @file
/// One thread's share of the server: its acceptors, its connections, and the clock that ends waits
/// which last too long.
#pragma once

#include "http/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <list>

namespace fingerpost::http {

class Worker {
public:
    explicit Worker(metrics::Metrics& metrics);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

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
    bool accept_waiting(int acceptor, Listener& listener);
    void admit(int descriptor, Remote peer, Listener& listener);
    void for_each(const std::function<void(Connection&)>& visit);
    void end(Connection& connection);
    void end_if_done();
    void wait_for_tick();

    boost::asio::io_context context_{1};
    Poller poller_{context_};
    WorkerState state_;
    Connections connections_;
    boost::asio::steady_timer timer_{context_};
    std::chrono::milliseconds tick_{};
    std::list<boost::asio::ip::tcp::acceptor> acceptors_;
};

} // namespace fingerpost::http
