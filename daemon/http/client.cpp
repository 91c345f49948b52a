#include "http/client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Time = std::chrono::steady_clock::time_point;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

/// A socket that is closed when its time is over. Its timer's handler may run late: it shares it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(const asio::any_io_executor& executor, ssl::context& context)
        : secure(executor, context), timer_(executor) {}

    ssl::stream<tcp::socket> secure;

    tcp::socket& plain() { return secure.next_layer(); }
    bool late() const { return late_; }

    void ends_at(Time when) {
        timer_.expires_at(when);
        timer_.async_wait([self = shared_from_this()](error_code cancelled) {
            if (cancelled) return;
            self->late_ = true;
            self->close();
        });
    }

    void close() {
        error_code ignored;
        plain().close(ignored);
        timer_.cancel();
    }

private:
    asio::steady_timer timer_;
    bool late_ = false;
};

std::string written(const Call& call) {
    auto text = call.method + ' ' + call.url.target + " HTTP/1.1\r\nHost: " + call.url.authority() +
                "\r\nUser-Agent: fingerpost/" FINGERPOST_VERSION "\r\nConnection: close\r\n";
    for (const auto& [name, value] : call.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    if (!call.body.empty() || call.method == "POST")
        text += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
    return text + "\r\n" + call.body;
}

template <class Stream>
asio::awaitable<Result<Reply>> exchange(Stream& stream, std::string request) {
    const auto sent = asio::buffer(request);
    const auto [not_sent, ignored] = co_await asio::async_write(stream, sent, as_tuple);
    ResponseParser parser;
    std::array<char, 4096> buffer{};
    const auto space = asio::buffer(buffer);
    while (true) {
        // a server may answer and close before it has read everything
        const auto [failed, size] = co_await stream.async_read_some(space, as_tuple);
        const auto complete = parser.feed({buffer.data(), size});
        if (!complete) co_return complete.error();
        if (*complete) co_return parser.take();
        if (!failed) continue;
        const bool closed = failed == asio::error::eof || failed == ssl::error::stream_truncated;
        if (!closed) co_return Error{Errc::upstream, (not_sent ? not_sent : failed).message()};
        const auto ended = parser.end();
        if (!ended) co_return ended.error();
        co_return parser.take();
    }
}

/// Why a handshake failed: the verdict on the certificate, if that was it.
Error handshake_error(ssl::stream<tcp::socket>& stream, const Url& url, const error_code& failed) {
    const auto verdict = SSL_get_verify_result(stream.native_handle());
    if (verdict == X509_V_OK) return {Errc::upstream, "no TLS: " + failed.message()};
    return {
        Errc::upstream,
        "the certificate is not accepted for " + url.host + ": " +
            X509_verify_cert_error_string(verdict)};
}

Result<void> prepare_tls(ssl::stream<tcp::socket>& stream, const Url& url) {
    stream.set_verify_callback(ssl::host_name_verification(url.host));
    error_code is_name;
    asio::ip::make_address(url.host, is_name);
    // RFC 6066 §3: no addresses
    if (is_name && SSL_set_tlsext_host_name(stream.native_handle(), url.host.c_str()) != 1)
        return Error{Errc::upstream, "no TLS: \"" + url.host + "\" cannot be asked for"};
    return {};
}

class AsioClient final : public Client {
public:
    AsioClient(ssl::context context, std::chrono::milliseconds budget)
        : context_(std::move(context)), budget_(budget) {}

    asio::awaitable<Result<Reply>> fetch(Call call) const override {
        const auto end = std::chrono::steady_clock::now() + budget_;
        const auto& addresses = call.peer.addresses;
        Result<Reply> reply = Error{Errc::upstream, "there is no address to connect to"};
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            const auto left = end - std::chrono::steady_clock::now();
            const auto share = left / static_cast<long>(addresses.size() - i);
            const auto executor = co_await asio::this_coro::executor;
            const auto connection = std::make_shared<Connection>(executor, context_);
            connection->ends_at(end - left + share);
            const auto connected = co_await connect(*connection, addresses[i], call.peer.port);
            if (connected) {
                connection->ends_at(end);
                reply = co_await converse(*connection, call);
            } else {
                reply = connected.error();
            }
            connection->close();
            const auto peer = addresses[i] + " port " + std::to_string(call.peer.port);
            if (reply) reply->peer = peer;
            if (!reply) reply = told(reply.error(), peer, connection->late());
            if (connected) break;
        }
        co_return reply;
    }

private:
    static Error told(Error error, const std::string& peer, bool late) {
        if (late) return {Errc::timeout, peer + ": timed out"};
        error.what = peer + ": " + error.what;
        return error;
    }

    static asio::awaitable<Result<void>>
    connect(Connection& connection, std::string text, std::uint16_t port) {
        error_code bad;
        const auto address = asio::ip::make_address(text, bad);
        if (bad) co_return Error{Errc::upstream, "not an address"};
        const tcp::endpoint endpoint(address, port);
        const auto [failed] = co_await connection.plain().async_connect(endpoint, as_tuple);
        if (failed) co_return Error{Errc::upstream, failed.message()};
        co_return Result<void>();
    }

    static asio::awaitable<Result<Reply>> converse(Connection& connection, const Call& call) {
        auto request = written(call);
        if (!call.peer.tls) co_return co_await exchange(connection.plain(), std::move(request));
        auto& stream = connection.secure;
        const auto ready = prepare_tls(stream, call.url);
        if (!ready) co_return ready.error();
        const auto [failed] = co_await stream.async_handshake(ssl::stream_base::client, as_tuple);
        if (failed) co_return handshake_error(stream, call.url, failed);
        co_return co_await exchange(stream, std::move(request));
    }

    mutable ssl::context context_; // a stream wants it so; it changes nothing in it
    std::chrono::milliseconds budget_;
};

} // namespace

Result<std::shared_ptr<const Client>> Client::make(const ClientSettings& settings) {
    ssl::context context(ssl::context::tls_client);
    context.set_verify_mode(ssl::verify_peer);
    error_code failed;
    if (settings.ca_file.empty())
        context.set_default_verify_paths(failed);
    else
        context.load_verify_file(settings.ca_file, failed);
    if (failed)
        return Error{
            Errc::bad_request,
            "\"" + settings.ca_file + "\" holds no certificates in PEM form that can be read"};
    return std::shared_ptr<const Client>(
        std::make_shared<AsioClient>(std::move(context), settings.budget)
    );
}

} // namespace fingerpost::http
