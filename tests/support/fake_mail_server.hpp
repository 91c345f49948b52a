/// @file
/// A server that follows a script: says, hears, begins TLS. For one visit.
#pragma once

#include "support/certificates.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <utility>
#include <vector>

namespace fingerpost::test {

/// Its lines: "S: text" is said with CRLF, "C: text" waits for exactly this line, "TLS" begins it,
/// "wait" hears nothing more until the visitor goes, "gone" means it has gone.
class FakeMailServer {
public:
    using Chain = std::vector<const Identity*>;
    using Tcp = boost::asio::ip::tcp;

    explicit FakeMailServer(boost::asio::io_context& context)
        : acceptor_(context, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {}

    Chain chain{&certificates().good, &certificates().intermediate};
    int newest_tls = TLS1_3_VERSION;
    std::vector<std::string> heard;
    bool finished = false; ///< the whole script was followed

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void close() { acceptor_.close(); }

    boost::asio::awaitable<void> serve(std::vector<std::string> script) {
        auto socket = co_await acceptor_.async_accept(boost::asio::use_awaitable);
        auto tls = context();
        Stream stream(std::move(socket), tls);
        bool secured = false;
        for (const auto& line : script) {
            bool went_well = true;
            if (line == "TLS") {
                const auto [failed] = co_await stream.async_handshake(Stream::server, as_tuple);
                went_well = secured = !failed;
            } else if (secured) {
                went_well = co_await follow(stream, line);
            } else {
                went_well = co_await follow(stream.next_layer(), line);
            }
            if (!went_well) co_return;
        }
        finished = true;
    }

private:
    using Stream = boost::asio::ssl::stream<Tcp::socket>;
    static constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

    boost::asio::ssl::context context() const {
        boost::asio::ssl::context made(boost::asio::ssl::context::tls_server);
        auto* const handle = made.native_handle();
        SSL_CTX_set_security_level(handle, 0);
        SSL_CTX_set_min_proto_version(handle, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(handle, newest_tls);
        SSL_CTX_use_certificate(handle, chain.front()->certificate());
        SSL_CTX_use_PrivateKey(handle, chain.front()->key());
        for (std::size_t i = 1; i < chain.size(); ++i)
            SSL_CTX_add1_chain_cert(handle, chain[i]->certificate());
        return made;
    }

    template <class Either>
    boost::asio::awaitable<bool> follow(Either& stream, std::string line) {
        if (line.starts_with("S: ")) {
            auto said = line.substr(3) + "\r\n";
            for (auto at = said.find("\\n"); at != said.npos; at = said.find("\\n"))
                said.replace(at, 2, "\r\n"); // in one segment
            const auto bytes = boost::asio::buffer(said);
            const auto [failed, size] = co_await boost::asio::async_write(stream, bytes, as_tuple);
            co_return !failed;
        }
        const auto until = boost::asio::dynamic_buffer(pending_);
        const auto [failed, size] =
            co_await boost::asio::async_read_until(stream, until, "\r\n", as_tuple);
        if (failed) co_return line == "gone";
        heard.push_back(pending_.substr(0, size - 2));
        pending_.erase(0, size);
        EXPECT_EQ("C: " + heard.back(), line);
        co_return "C: " + heard.back() == line;
    }

    Tcp::acceptor acceptor_;
    std::string pending_;
};

} // namespace fingerpost::test
