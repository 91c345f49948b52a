// c-ares against name servers on loopback that answer as they are told.

#include "resolve/cares.hpp"

#include "support/dns_message.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using test::wire_answer;
using test::wire_srv;

const std::string imaps = "_imaps._tcp.example.com";
const auto loopback = asio::ip::address_v4::loopback();

/// Gives the identity of the question to an answer.
std::string reply_to(std::string_view question, std::string answer) {
    return answer.replace(0, 2, question.substr(0, 2));
}

class CaresTest : public testing::Test {
protected:
    /// The answers of this server, "" for silence, by how many questions came before.
    std::function<std::string(int)> udp_answer = [](int) { return std::string(); };
    std::function<std::string()> tcp_answer = [] { return std::string(); };
    int questions = 0;

    CaresTest() {
        asio::co_spawn(context_, serve_udp(), asio::detached);
        asio::co_spawn(context_, serve_tcp(), asio::detached);
    }

    std::string server() const { return "127.0.0.1:" + std::to_string(port()); }

    Answer
    ask(const std::string& name,
        Type type = Type::srv,
        std::chrono::milliseconds budget = std::chrono::seconds(5)) {
        auto made = make_cares_resolver(context_, {{server()}, budget});
        auto& resolver = *made.value();
        Answer kept;
        bool done = false;
        asio::co_spawn(context_, resolver.ask(name, type), [&](std::exception_ptr, Answer answer) {
            kept = std::move(answer);
            done = true;
        });
        while (!done)
            context_.run_one();
        return kept;
    }

    std::uint16_t port() const { return tcp_.local_endpoint().port(); }

private:
    asio::awaitable<void> serve_udp() {
        std::array<char, 2048> buffer{};
        udp::endpoint from;
        while (true) {
            const auto space = asio::buffer(buffer);
            const auto size = co_await udp_.async_receive_from(space, from, asio::use_awaitable);
            const auto answer = udp_answer(questions++);
            if (answer.empty()) continue;
            const auto bytes = reply_to(std::string_view(buffer.data(), size), answer);
            const auto sent = asio::buffer(bytes);
            co_await udp_.async_send_to(sent, from, asio::use_awaitable);
        }
    }

    asio::awaitable<void> serve_tcp() {
        auto peer = co_await tcp_.async_accept(asio::use_awaitable);
        std::array<char, 2> size{};
        const auto head = asio::buffer(size);
        co_await asio::async_read(peer, head, asio::use_awaitable);
        std::string question(static_cast<unsigned char>(size[1]), '\0');
        const auto body = asio::buffer(question);
        co_await asio::async_read(peer, body, asio::use_awaitable);
        const auto answer = reply_to(question, tcp_answer());
        const auto bytes = test::be16(static_cast<unsigned>(answer.size())) + answer;
        const auto sent = asio::buffer(bytes);
        co_await asio::async_write(peer, sent, asio::use_awaitable);
    }

    asio::io_context context_;
    // TCP first: of its ports more are in use
    tcp::acceptor tcp_{context_, tcp::endpoint(loopback, 0)};
    udp::socket udp_{context_, udp::endpoint(loopback, port())};
};

std::string imap_server() {
    return wire_answer(
        imaps, Type::srv, {{imaps, Type::srv, wire_srv(0, 1, 993, "i.example.com")}}
    );
}

} // namespace

TEST_F(CaresTest, an_answer_arrives) {
    udp_answer = [](int) { return imap_server(); };
    const auto answer = ask(imaps);
    ASSERT_EQ(answer.outcome, Outcome::found) << answer.what;
    EXPECT_EQ(all<Srv>(answer).at(0).target, "i.example.com");
    EXPECT_EQ(questions, 1);
}

TEST_F(CaresTest, a_lost_answer_is_asked_for_again) {
    udp_answer = [](int before) { return before == 0 ? std::string() : imap_server(); };
    const auto answer = ask(imaps, Type::srv, std::chrono::milliseconds(1400));
    EXPECT_EQ(answer.outcome, Outcome::found) << answer.what;
    EXPECT_EQ(questions, 2);
}

TEST_F(CaresTest, silence_is_unknown_within_the_budget) {
    const auto began = std::chrono::steady_clock::now();
    const auto answer = ask(imaps, Type::srv, std::chrono::milliseconds(300));
    EXPECT_EQ(answer.outcome, Outcome::unknown);
    EXPECT_EQ(answer.failure, Failure::timeout) << answer.what;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
}

TEST_F(CaresTest, a_name_that_does_not_exist_is_an_answer) {
    udp_answer = [](int) { return wire_answer(imaps, Type::srv, {}, 0x8403); };
    EXPECT_EQ(ask(imaps).outcome, Outcome::no_such_name);
    udp_answer = [](int) { return wire_answer(imaps, Type::srv, {}); };
    EXPECT_EQ(ask(imaps).outcome, Outcome::no_data);
}

TEST_F(CaresTest, a_refusal_is_told_as_such) {
    udp_answer = [](int) { return wire_answer(imaps, Type::srv, {}, 0x8405); };
    EXPECT_EQ(ask(imaps).failure, Failure::refused);
    udp_answer = [](int) { return wire_answer(imaps, Type::srv, {}, 0x8402); };
    EXPECT_EQ(ask(imaps).failure, Failure::servfail);
}

TEST_F(CaresTest, a_truncated_answer_is_asked_for_over_tcp) {
    udp_answer = [](int) { return wire_answer(imaps, Type::srv, {}, 0x8600); };
    tcp_answer = imap_server;
    const auto answer = ask(imaps);
    EXPECT_EQ(answer.outcome, Outcome::found) << answer.what;
}

TEST_F(CaresTest, a_name_that_is_none_is_not_sent) {
    EXPECT_EQ(ask(std::string(70, 'a') + ".example.com").failure, Failure::malformed);
    EXPECT_EQ(questions, 0);
}

TEST(Cares, a_server_is_an_address_with_or_without_a_port) {
    asio::io_context context;
    const auto makes = [&](const std::string& server) {
        return bool(make_cares_resolver(context, {{server}}));
    };
    for (const auto* good : {"192.0.2.53", "192.0.2.53:5300", "2001:db8::53", "[2001:db8::53]:53"})
        EXPECT_TRUE(makes(good)) << good;
    for (const auto* bad :
         {"", "ns.example.com", "192.0.2.53:0", "192.0.2.53:x", "[2001:db8::53", "1,2"})
        EXPECT_FALSE(makes(bad)) << bad;
    const auto made = make_cares_resolver(context, {{"ns.example.com"}});
    EXPECT_NE(made.error().what.find("ns.example.com"), std::string::npos);
}

TEST(Cares, a_dead_server_is_unreachable_or_silent) {
    asio::io_context context;
    udp::socket closed(context, udp::endpoint(loopback, 0));
    const auto server = "127.0.0.1:" + std::to_string(closed.local_endpoint().port());
    closed.close();
    auto made = make_cares_resolver(context, {{server}, std::chrono::milliseconds(700)});
    Answer kept;
    asio::co_spawn(
        context,
        made.value()->ask(imaps, Type::srv),
        [&](std::exception_ptr, Answer answer) {
            kept = std::move(answer);
            context.stop();
        }
    );
    context.run();
    EXPECT_EQ(kept.outcome, Outcome::unknown);
    EXPECT_EQ(kept.failure, Failure::unreachable) << kept.what;
}

} // namespace fingerpost::resolve
