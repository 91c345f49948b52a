// The client against web servers on loopback, with TLS and without.

#include "http/client.hpp"

#include "support/program.hpp"
#include "support/scratch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

/// A self-signed certificate for autoconfig.example.com, made once.
class Identity {
public:
    Identity() {
        made_ = test::run(
                    {"openssl",
                     "req",
                     "-x509",
                     "-newkey",
                     "ec",
                     "-pkeyopt",
                     "ec_paramgen_curve:P-256",
                     "-nodes",
                     "-days",
                     "2",
                     "-subj",
                     "/CN=test",
                     "-addext",
                     "subjectAltName=DNS:autoconfig.example.com",
                     "-keyout",
                     key(),
                     "-out",
                     certificate()},
                    scratch_ / "log"
                ) == 0;
    }
    bool made() const { return made_; }
    std::string key() const { return (scratch_ / "key.pem").string(); }
    std::string certificate() const { return (scratch_ / "cert.pem").string(); }

private:
    test::Scratch scratch_;
    bool made_ = false;
};

const Identity& identity() {
    static const Identity made;
    return made;
}

class ClientTest : public testing::Test {
protected:
    std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    std::string request; ///< what the server got

    Call call(bool tls) const {
        Call made;
        made.url = parse_url("https://autoconfig.example.com/mail?x=y").value();
        made.peer = {{"127.0.0.1"}, acceptor_.local_endpoint().port(), tls};
        return made;
    }

    Result<Reply> fetch(const ClientSettings& settings, const Call& what) {
        const auto client = Client::make(settings).value();
        if (what.peer.tls)
            asio::co_spawn(context_, serve_tls(), asio::detached);
        else
            asio::co_spawn(context_, serve_plain(), asio::detached);
        Result<Reply> kept = Error{};
        asio::co_spawn(context_, client->fetch(what), [&](std::exception_ptr, Result<Reply> got) {
            kept = std::move(got);
            context_.stop();
        });
        context_.restart();
        context_.run();
        return kept;
    }

    Result<Reply> fetch(const Call& what) { return fetch({}, what); }

private:
    template <class Stream>
    asio::awaitable<void> answer(Stream& stream) {
        const auto until = asio::dynamic_buffer(request);
        co_await asio::async_read_until(stream, until, "\r\n\r\n", as_tuple);
        if (reply.empty()) { // silence
            asio::steady_timer never(context_, std::chrono::hours(1));
            co_await never.async_wait(as_tuple);
        }
        const auto bytes = asio::buffer(reply);
        co_await asio::async_write(stream, bytes, as_tuple);
    }

    asio::awaitable<void> serve_plain() {
        auto peer = co_await acceptor_.async_accept(asio::use_awaitable);
        co_await answer(peer);
    }

    asio::awaitable<void> serve_tls() {
        ssl::context context(ssl::context::tls_server);
        context.use_certificate_chain_file(identity().certificate());
        context.use_private_key_file(identity().key(), ssl::context::pem);
        auto peer = co_await acceptor_.async_accept(asio::use_awaitable);
        ssl::stream<tcp::socket> stream(std::move(peer), context);
        const auto [failed] = co_await stream.async_handshake(ssl::stream_base::server, as_tuple);
        if (!failed) co_await answer(stream);
    }

    asio::io_context context_;
    tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
};

void expect_failure(const Result<Reply>& reply, Errc code, const char* why) {
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, code);
    EXPECT_NE(reply.error().what.find(why), std::string::npos) << reply.error().what;
    EXPECT_EQ(reply.error().what.find("127.0.0.1 port "), 0U) << reply.error().what;
}

} // namespace

TEST_F(ClientTest, a_reply_comes_back_with_who_gave_it) {
    const auto got = fetch(call(false));
    ASSERT_TRUE(got) << got.error().what;
    EXPECT_EQ(got->body, "hi");
    EXPECT_EQ(got->peer.find("127.0.0.1 port "), 0U);
    EXPECT_EQ(request.find("GET /mail?x=y HTTP/1.1\r\nHost: autoconfig.example.com\r\n"), 0U)
        << request;
}

TEST_F(ClientTest, a_body_goes_with_its_length_and_type) {
    auto post = call(false);
    post.method = "POST";
    post.headers = {{"Content-Type", "text/xml"}};
    post.body = "<x/>";
    ASSERT_TRUE(fetch(post));
    EXPECT_NE(
        request.find("Content-Type: text/xml\r\nContent-Length: 4\r\n\r\n<x/>"), request.npos
    );
}

TEST_F(ClientTest, a_certificate_is_accepted_for_its_name_only) {
    ASSERT_TRUE(identity().made());
    const ClientSettings trusting{identity().certificate()};
    const auto got = fetch(trusting, call(true));
    ASSERT_TRUE(got) << got.error().what;
    EXPECT_EQ(got->body, "hi");
    auto other = call(true);
    other.url.host = "www.example.com";
    expect_failure(fetch(trusting, other), Errc::upstream, "not accepted for www.example.com");
}

TEST_F(ClientTest, a_certificate_of_an_unknown_authority_is_not_accepted) {
    ASSERT_TRUE(identity().made());
    expect_failure(fetch(call(true)), Errc::upstream, "self");
}

TEST_F(ClientTest, silence_ends_with_the_budget) {
    reply.clear();
    ClientSettings settings;
    settings.budget = std::chrono::milliseconds(150);
    expect_failure(fetch(settings, call(false)), Errc::timeout, "timed out");
}

TEST_F(ClientTest, the_next_address_is_tried_when_one_does_not_answer) {
    auto what = call(false);
    what.peer.addresses = {"127.0.0.255x", "127.0.0.1"};
    const auto got = fetch(what);
    ASSERT_TRUE(got) << got.error().what;
}

TEST_F(ClientTest, a_closed_port_and_no_address_are_failures) {
    auto what = call(false);
    what.peer.port = 1;
    expect_failure(fetch(what), Errc::upstream, "refused");
    what.peer.addresses.clear();
    EXPECT_FALSE(fetch(what));
}

TEST_F(ClientTest, a_server_that_speaks_no_tls_is_told_from_a_bad_certificate) {
    auto what = call(false);
    what.peer.tls = true;
    asio::io_context context;
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    what.peer.port = acceptor.local_endpoint().port();
    auto greet = [&]() -> asio::awaitable<void> {
        auto peer = co_await acceptor.async_accept(asio::use_awaitable);
        const auto greeting = asio::buffer("* OK IMAP4rev1 ready\r\n", 22);
        co_await asio::async_write(peer, greeting, as_tuple);
    };
    asio::co_spawn(context, greet(), asio::detached);
    Result<Reply> got = Error{};
    const auto client = Client::make({}).value();
    asio::co_spawn(context, client->fetch(what), [&](std::exception_ptr, Result<Reply> reply_got) {
        got = std::move(reply_got);
    });
    context.run();
    expect_failure(got, Errc::upstream, "no TLS");
}

TEST(Client, names_the_file_it_cannot_trust) {
    const auto made = Client::make({"/nonexistent/ca.pem"});
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().what.find("/nonexistent/ca.pem"), std::string::npos);
}

} // namespace fingerpost::http
