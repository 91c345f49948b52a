/// @file
/// The bytes between us and a directory. libldap's timeouts do not cover the TLS handshake nor a
/// message that stops half way, so its reads and writes go through here, where every wait has an
/// end.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace fingerpost::directory {

using Time = std::chrono::steady_clock::time_point;

/// A connected TCP socket. Used by one thread at a time.
class Wire {
public:
    /// Errc::timeout or Errc::upstream, and why. Looking the name up may take longer, by about a
    /// second for each name server that is silent.
    static Result<std::unique_ptr<Wire>>
    connect(const std::string& host, std::uint16_t port, Time deadline);

    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    int descriptor() const { return descriptor_; }

    /// All that follows must be done by then.
    void until(Time deadline) { deadline_ = deadline; }
    bool timed_out() const { return timed_out_; }

    /// As read(2) and write(2) on a socket that blocks; ETIMEDOUT after the deadline.
    std::int64_t read(void* to, std::size_t size);
    std::int64_t write(const void* from, std::size_t size);

private:
    Wire(int descriptor, Time deadline) : descriptor_(descriptor), deadline_(deadline) {}
    bool wait(short events);

    int descriptor_;
    Time deadline_;
    bool timed_out_ = false;
};

} // namespace fingerpost::directory
