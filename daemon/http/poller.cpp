#include "http/poller.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace fingerpost::http {

namespace {

constexpr std::uint32_t failed = EPOLLERR | EPOLLHUP;

int new_epoll() {
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
    return descriptor;
}

bool would_block() {
    return errno == EAGAIN;
}

} // namespace

const std::uint32_t Socket::readable_events = EPOLLIN | EPOLLRDHUP | failed;
const std::uint32_t Socket::writable_events = EPOLLOUT | failed;

Poller::Poller(boost::asio::io_context& context) : epoll_(context, new_epoll()) {}

void Poller::start() {
    wait();
}

void Poller::stop() {
    stopped_ = true;
    boost::system::error_code ignored;
    (void)epoll_.cancel(ignored);
}

void Poller::wait() {
    epoll_.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        [this](boost::system::error_code error) {
            if (error) return;
            resume_ready();
            if (!stopped_) wait();
        }
    );
}

void Poller::resume_ready() {
    std::array<epoll_event, 256> events;
    const int count =
        ::epoll_wait(epoll_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        static_cast<Socket*>(event.data.ptr)->happened(event.events);
    }
}

Socket::Socket(int descriptor, Poller& poller, Waiter& waiter)
    : descriptor_(descriptor), waiter_(waiter) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = this;
    const int epoll = poller.epoll_.native_handle();
    peer_ended_ = ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor_, &event) != 0;
    if (peer_ended_) ::shutdown(descriptor_, SHUT_RDWR); // out of memory: nothing would wake us
}

Socket::~Socket() {
    ::close(descriptor_);
}

Socket::Transfer Socket::receive(char* to, std::size_t size) {
    if (!may_receive_) return {Progress::blocked, 0};
    const auto count = ::recv(descriptor_, to, size, 0);
    // less than asked for: there is no more until the next event (epoll(7), question 9)
    may_receive_ = peer_ended_ || count == static_cast<ssize_t>(size);
    if (count > 0) return {Progress::some, static_cast<std::size_t>(count)};
    if (count == 0 || !would_block()) return {Progress::ended, 0};
    return {Progress::blocked, 0};
}

Socket::Transfer Socket::send(const char* from, std::size_t size) {
    if (!may_send_) return {Progress::blocked, 0};
    const auto count = ::send(descriptor_, from, size, MSG_NOSIGNAL);
    may_send_ = count == static_cast<ssize_t>(size);
    if (count >= 0) return {Progress::some, static_cast<std::size_t>(count)};
    return {would_block() ? Progress::blocked : Progress::ended, 0};
}

/// The socket may be gone afterwards.
void Socket::happened(std::uint32_t events) {
    if (events & (EPOLLRDHUP | failed)) peer_ended_ = true;
    if (events & readable_events) may_receive_ = true;
    if (events & writable_events) may_send_ = true;
    if (!(events & awaited_)) return;
    await_nothing();
    waiter_.resume();
}

void Socket::end_sending() {
    ::shutdown(descriptor_, SHUT_WR);
}

void Socket::end() {
    ::shutdown(descriptor_, SHUT_RDWR);
}

} // namespace fingerpost::http
