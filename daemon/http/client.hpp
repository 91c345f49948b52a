/// @file
/// Asks other people's web servers: one request a connection, within a budget of time, with the
/// certificate verified and nothing followed. Names are resolved by the caller.
#pragma once

#include "http/response_parser.hpp"
#include "http/url.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>

namespace fingerpost::http {

/// Where to connect, which need not be where the URL points to.
struct Peer {
    std::vector<std::string> addresses; ///< tried in this order
    std::uint16_t port = 443;
    bool tls = true;
};

struct Call {
    std::string method = "GET";
    Url url; ///< its host is the Host header and the name on the certificate
    std::vector<std::pair<std::string, std::string>> headers =
        {}; ///< besides Host, User-Agent, length
    std::string body = {};
    Peer peer;
};

struct ClientSettings {
    std::string ca_file;                     ///< PEM; "": the authorities this system trusts
    std::chrono::milliseconds budget{10000}; ///< for one call, connecting included
};

/// Any thread's coroutine may use one.
class Client {
public:
    /// Errc::bad_request names the file that cannot be used.
    static Result<std::shared_ptr<const Client>> make(const ClientSettings& settings);

    virtual ~Client() = default;

    /// Errc::timeout when the budget ran out, Errc::upstream when the server cannot be reached,
    /// shows a certificate that is not its own or does not speak HTTP; both say which peer.
    virtual boost::asio::awaitable<Result<Reply>> fetch(Call call) const = 0;
};

} // namespace fingerpost::http
