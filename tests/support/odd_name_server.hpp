/// @file
/// A name server on loopback, by UDP and TCP, that answers each question as a test says: rightly,
/// wrongly, late, more than once or never.
#pragma once

#include "support/dns_message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::test {

/// A question as it came.
struct Heard {
    std::string message;
    bool tcp = false;
    std::size_t before = 0; ///< questions that came earlier

    bool has(std::size_t byte, unsigned bit) const {
        return (static_cast<unsigned char>(message.at(byte)) & bit) != 0;
    }
    bool recursive() const { return has(2, 0x01); }
    bool wants_authentic() const { return has(3, 0x20); }
    bool checking_disabled() const { return has(3, 0x10); }
    bool extended() const { return message.at(11) != 0; }
    bool wants_signatures() const { return extended() && has(message.size() - 4, 0x80); }

    /// Its name in wire form, as it was written.
    std::string name() const { return message.substr(12, message.find('\0', 12) - 12); }

    /// The same question answered by nothing but flags and rcode.
    std::string echo(unsigned flags) const {
        const auto question = message.substr(12, name().size() + 5);
        return be16(0) + be16(flags) + be16(1) + be16(0) + be32(0) + question;
    }
};

class OddNameServer {
public:
    /// The message to send back, its identity aside; "" for silence.
    using Reply = std::function<std::string(const Heard&)>;

    explicit OddNameServer(boost::asio::io_context& context, Reply reply = {})
        : state_(std::make_shared<State>(context)) {
        state_->reply = std::move(reply);
        boost::asio::co_spawn(context, serve_udp(state_), boost::asio::detached);
        boost::asio::co_spawn(context, serve_tcp(state_), boost::asio::detached);
    }
    ~OddNameServer() {
        boost::system::error_code ignored;
        state_->udp.close(ignored);
        state_->tcp.close(ignored);
    }
    OddNameServer(const OddNameServer&) = delete;
    OddNameServer& operator=(const OddNameServer&) = delete;

    std::string address() const {
        return "127.0.0.1:" + std::to_string(state_->udp.local_endpoint().port());
    }
    void reply(Reply reply) { state_->reply = std::move(reply); }
    void close_tcp() { state_->tcp.close(); }
    /// Every answer by UDP comes so much later.
    void delay(std::chrono::milliseconds delay) { state_->delay = delay; }
    /// Every answer keeps the identity it was made with.
    void keep_identities() { state_->keeps_identity = true; }

    const std::vector<Heard>& heard() const { return state_->heard; }
    void forget() { state_->heard.clear(); }

private:
    using Tcp = boost::asio::ip::tcp;
    using Udp = boost::asio::ip::udp;

    struct State {
        explicit State(boost::asio::io_context& io)
            : context(io), tcp(io, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
              udp(io,
                  Udp::endpoint(
                      boost::asio::ip::address_v4::loopback(), tcp.local_endpoint().port()
                  )) {}

        boost::asio::io_context& context;
        Tcp::acceptor tcp; // before UDP: of its ports more are in use
        Udp::socket udp;
        Reply reply;
        std::chrono::milliseconds delay{0};
        bool keeps_identity = false;
        std::vector<Heard> heard;
    };

    static std::string answer_to(State& state, std::string message, bool tcp) {
        state.heard.push_back({std::move(message), tcp, state.heard.size()});
        const auto heard = state.heard.back();
        auto answer = state.reply ? state.reply(heard) : std::string();
        if (!answer.empty() && !state.keeps_identity)
            answer.replace(0, 2, heard.message.substr(0, 2));
        return answer;
    }

    static void send_later(std::shared_ptr<State> state, Udp::endpoint to, std::string answer) {
        auto timer = std::make_shared<boost::asio::steady_timer>(state->context, state->delay);
        timer->async_wait([state, timer, to, answer](boost::system::error_code failed) {
            if (!failed && state->udp.is_open())
                state->udp.send_to(boost::asio::buffer(answer), to);
        });
    }

    static boost::asio::awaitable<void> serve_udp(std::shared_ptr<State> state) {
        std::array<char, 2048> buffer{};
        Udp::endpoint from;
        while (state->udp.is_open()) {
            boost::system::error_code failed;
            const auto space = boost::asio::buffer(buffer);
            const auto size = co_await state->udp.async_receive_from(
                space, from, boost::asio::redirect_error(boost::asio::use_awaitable, failed)
            );
            if (failed) continue;
            const auto answer = answer_to(*state, std::string(buffer.data(), size), false);
            if (answer.empty()) continue;
            if (state->delay.count() > 0)
                send_later(state, from, answer);
            else
                state->udp.send_to(boost::asio::buffer(answer), from);
        }
    }

    static boost::asio::awaitable<void> serve_tcp(std::shared_ptr<State> state) {
        for (;;) {
            auto peer = co_await state->tcp.async_accept(boost::asio::use_awaitable);
            auto task = serve_peer(state, std::move(peer));
            boost::asio::co_spawn(state->context, std::move(task), boost::asio::detached);
        }
    }

    static boost::asio::awaitable<void> serve_peer(std::shared_ptr<State> state, Tcp::socket peer) {
        for (;;) {
            std::array<unsigned char, 2> size{};
            const auto head = boost::asio::buffer(size);
            co_await boost::asio::async_read(peer, head, boost::asio::use_awaitable);
            std::string question(size[0] * 256U + size[1], '\0');
            const auto body = boost::asio::buffer(question);
            co_await boost::asio::async_read(peer, body, boost::asio::use_awaitable);
            const auto answer = answer_to(*state, std::move(question), true);
            if (answer.empty()) continue;
            const auto bytes = be16(static_cast<unsigned>(answer.size())) + answer;
            const auto sent = boost::asio::buffer(bytes);
            co_await boost::asio::async_write(peer, sent, boost::asio::use_awaitable);
        }
    }

    std::shared_ptr<State> state_;
};

} // namespace fingerpost::test
