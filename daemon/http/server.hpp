/// @file
/// The HTTP server: listeners, one thread and one io_context per worker, each with its own
/// SO_REUSEPORT acceptor, so that a connection lives and dies on one thread.
/// Spec: RFC 9110, RFC 9112.
#pragma once

#include "base/error.hpp"
#include "base/handler.hpp"
#include "metrics/metrics.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::http {

/// Where to listen: a numeric address or "localhost", and a port; 0 lets the system choose.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    /// "127.0.0.1:4243", "[::1]:4243", "localhost:4243", which is 127.0.0.1; Errc::bad_request
    /// says what is wrong. "[::]:80" is IPv6 only: IPv4 needs an endpoint of its own.
    static Result<Endpoint> parse(std::string_view text);
    std::string str() const;
};

/// Every bound on what a client may cost us.
struct Limits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 64 * 1024;
    std::size_t connections = 10000; ///< of one listener; more are closed at once
    std::chrono::milliseconds request_time = std::chrono::seconds(10); ///< first byte to last
    std::chrono::milliseconds idle_time = std::chrono::seconds(60);    ///< between two requests
    std::chrono::milliseconds write_time = std::chrono::seconds(10);   ///< to take an answer
    double requests_per_second = 0; ///< of one prefix (IPv4 /32, IPv6 /64); 0: unlimited
};

struct ListenerSettings {
    metrics::Listener name = metrics::Listener::http;
    std::vector<Endpoint> endpoints;
    Limits limits;
    int proxy_count = 0; ///< how many proxies in front are trusted for X-Forwarded-*
    Handler handler;
};

class Server {
public:
    /// `metrics` must outlive the server. `workers` threads, at least one.
    Server(metrics::Metrics& metrics, unsigned workers);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds all endpoints of a listener; before start(). Errc::conflict when one is in use, with
    /// its name and the reason in `what`.
    Result<void> listen(ListenerSettings settings);

    /// What was bound, with the ports the system chose, in the order of listen().
    std::vector<Endpoint> bound() const;

    void start();

    /// Takes no more connections, lets running requests end, closes idle connections, and after
    /// `grace` the rest. Returns when all threads have ended. May be called once.
    void stop(std::chrono::milliseconds grace);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace fingerpost::http
