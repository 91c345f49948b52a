/// @file
/// Waiting for many connections on one thread. Asio's reactor spends a system call on each wait:
/// it arms again, or tries in vain first. Here a socket is registered once, edge-triggered, and a
/// request costs one receive and one send. Asio sees one descriptor: our epoll.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace fingerpost::http {

/// The rest of a suspended coroutine: resumed once, or dropped.
class Continuation {
public:
    Continuation() = default;
    template <class Handler>
    explicit Continuation(Handler handler)
        : held_(std::make_unique<Holder<Handler>>(std::move(handler))) {}

    explicit operator bool() const { return held_ != nullptr; }
    void operator()() { std::exchange(held_, nullptr)->resume(); }

private:
    struct Base {
        virtual ~Base() = default;
        virtual void resume() = 0;
    };
    template <class Handler>
    struct Holder final : Base {
        explicit Holder(Handler given) : handler(std::move(given)) {}
        void resume() override { handler(); }
        Handler handler;
    };
    std::unique_ptr<Base> held_;
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

    boost::asio::io_context& context_;
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
    Socket(int descriptor, Poller& poller);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    Transfer receive(char* to, std::size_t size);
    Transfer send(const char* from, std::size_t size);

    /// After `blocked`: until another try is worth it, or cancel().
    boost::asio::awaitable<void> readable() { return wait(readable_events); }
    boost::asio::awaitable<void> writable() { return wait(writable_events); }
    void cancel();

    /// The waiting coroutine will not be resumed but destroyed with the io_context.
    void drop_wait();

    void end_sending();
    void end();

private:
    friend class Poller;
    static const std::uint32_t readable_events;
    static const std::uint32_t writable_events;

    boost::asio::awaitable<void> wait(std::uint32_t events) {
        awaited_ = events;
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
            [this](auto handler) { waiter_ = Continuation(std::move(handler)); },
            boost::asio::use_awaitable
        );
    }

    void happened(std::uint32_t events);

    int descriptor_;
    Poller& poller_;
    Continuation waiter_;
    std::uint32_t awaited_ = 0;
    bool may_receive_ = true;
    bool may_send_ = true;
    bool peer_ended_ = false; ///< then there is always an end to receive
};

} // namespace fingerpost::http
