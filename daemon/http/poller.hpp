/// @file
/// Waiting for many connections on one thread. Asio's reactor spends a system call on each wait:
/// it arms again, or tries in vain first. Here a socket is registered once, edge-triggered, and a
/// request costs one receive and one send. Asio sees one descriptor: our epoll.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <cstdint>

namespace fingerpost::http {

/// Who waits for a socket.
class Waiter {
public:
    /// May end the socket.
    virtual void resume() = 0;

protected:
    ~Waiter() = default;
};

class Poller {
public:
    explicit Poller(boost::asio::io_context& context);

    /// Until stop(), which lets the context run out of work.
    void start();
    void stop();

private:
    friend class Socket;

    void wait();
    void resume_ready();

    boost::asio::posix::stream_descriptor epoll_;
    bool stopped_ = false;
};

/// A connected socket, closed at its end. Used on the thread of its poller only.
class Socket {
public:
    enum class Progress { some, blocked, ended };
    struct Transfer {
        Progress progress = Progress::some;
        std::size_t bytes = 0;
    };

    /// Owns `descriptor`, which does not block.
    Socket(int descriptor, Poller& poller, Waiter& waiter);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    Transfer receive(char* to, std::size_t size);
    Transfer send(const char* from, std::size_t size);

    /// After `blocked`: the waiter is resumed once, when another try is worth it.
    void await_readable() { awaited_ = readable_events; }
    void await_writable() { awaited_ = writable_events; }
    void await_nothing() { awaited_ = 0; }

    void end_sending();
    void end();

private:
    friend class Poller;
    static const std::uint32_t readable_events;
    static const std::uint32_t writable_events;

    void happened(std::uint32_t events);

    int descriptor_;
    Waiter& waiter_;
    std::uint32_t awaited_ = 0;
    bool may_receive_ = true;
    bool may_send_ = true;
    bool peer_ended_ = false; ///< then there is always an end to receive
};

} // namespace fingerpost::http
