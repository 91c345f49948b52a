#include "directory/wire.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <resolv.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace fingerpost::directory {

namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Error error_of(int number) {
    if (number == ETIMEDOUT) return {Errc::timeout, "no answer in time"};
    return {Errc::upstream, std::system_category().message(number)};
}

/// glibc would wait five seconds for each server, twice; its state is this thread's own.
void be_quick_with_names() {
    static thread_local const bool done = [] {
        ::res_init();
        _res.retrans = 1;
        _res.retry = 1;
        return true;
    }();
    (void)done;
}

Result<Addresses> look_up(const std::string& host, std::uint16_t port) {
    be_quick_with_names();
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    const int failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found);
    if (failed != 0)
        return Error{
            Errc::upstream, std::string("the name was not found: ") + gai_strerror(failed)};
    return Addresses(found, freeaddrinfo);
}

/// False with errno ETIMEDOUT after the deadline.
bool ready(int descriptor, short events, Time deadline) {
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now()
        );
        pollfd one{descriptor, events, 0};
        const int count =
            ::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (count > 0) return true;
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) errno = ETIMEDOUT;
        return false;
    }
}

/// 0, or the errno of what went wrong.
int connected(int descriptor, const addrinfo& to, Time deadline) {
    if (::connect(descriptor, to.ai_addr, to.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS || !ready(descriptor, POLLOUT, deadline)) return errno;
    int failed = 0;
    socklen_t size = sizeof failed;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failed, &size);
    return failed;
}

bool would_block() {
    return errno == EAGAIN || errno == EINTR;
}

} // namespace

Result<std::unique_ptr<Wire>>
Wire::connect(const std::string& host, std::uint16_t port, Time deadline) {
    const auto addresses = look_up(host, port);
    if (!addresses) return addresses.error();
    int failed = ETIMEDOUT;
    auto count = 0;
    for (const auto* to = addresses->get(); to; to = to->ai_next)
        ++count;
    for (const auto* to = addresses->get(); to; to = to->ai_next, --count) {
        const int kind = to->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
        const int descriptor = ::socket(to->ai_family, kind, to->ai_protocol);
        if (descriptor < 0) return error_of(errno);
        std::unique_ptr<Wire> wire(new Wire(descriptor, deadline));
        const auto now = std::chrono::steady_clock::now();
        failed = connected(descriptor, *to, now + (deadline - now) / count); // one may be silent
        if (failed != 0) continue;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return wire;
    }
    return error_of(failed);
}

Wire::~Wire() {
    ::close(descriptor_);
}

bool Wire::wait(short events) {
    if (ready(descriptor_, events, deadline_)) return true;
    timed_out_ = errno == ETIMEDOUT;
    return false;
}

std::int64_t Wire::read(void* to, std::size_t size) {
    while (true) {
        const auto count = ::recv(descriptor_, to, size, 0);
        if (count >= 0 || !would_block() || !wait(POLLIN)) return count;
    }
}

std::int64_t Wire::write(const void* from, std::size_t size) {
    while (true) {
        const auto count = ::send(descriptor_, from, size, MSG_NOSIGNAL);
        if (count >= 0 || !would_block() || !wait(POLLOUT)) return count;
    }
}

} // namespace fingerpost::directory
