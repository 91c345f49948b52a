#include "publish/tcp_name_server.hpp"

#include "base/text.hpp"
#include "zone/tsig.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <map>
#include <random>
#include <utility>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

/// A message on its way. Its timer is its budget, cancelled when the answer is there.
struct Waiting {
    explicit Waiting(const asio::any_io_executor& executor) : timer(executor) {}

    asio::steady_timer timer;
    bool over = false;
    Result<std::string> answer = Error{Errc::timeout, "timed out"};
};

/// Held by the name server and by what Asio still has to call.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(const asio::any_io_executor& executor) : socket_(executor) {}

    void open(const tcp::endpoint& peer) {
        socket_.async_connect(peer, [self = shared_from_this()](error_code failed) {
            if (failed) return self->fail(failed);
            self->open_ = true;
            self->socket_.set_option(tcp::no_delay(true), failed);
            self->read();
            self->write();
        });
    }

    bool lost() const { return lost_; }
    Clock::time_point last_heard() const { return last_heard_; }
    bool awaits(std::uint16_t id) const { return waiting_.contains(id); }

    void send(std::uint16_t id, const std::string& message, std::shared_ptr<Waiting> waiting) {
        waiting_.emplace(id, std::move(waiting));
        const auto size = message.size();
        outbox_.append(1, static_cast<char>(size >> 8U)).append(1, static_cast<char>(size & 0xff));
        outbox_ += message;
        if (open_ && !writing_) write();
    }

    void forget(std::uint16_t id) { waiting_.erase(id); }

    void fail(const error_code& why) {
        if (std::exchange(lost_, true)) return;
        error_code ignored;
        socket_.close(ignored);
        for (const auto& [id, waiting] : std::exchange(waiting_, {}))
            finish(*waiting, Error{Errc::upstream, "the connection is lost: " + why.message()});
    }

private:
    static void finish(Waiting& waiting, Result<std::string> answer) {
        waiting.over = true;
        waiting.answer = std::move(answer);
        waiting.timer.cancel();
    }

    void write() {
        if (outbox_.empty() || lost_) return;
        writing_ = true;
        sending_ = std::exchange(outbox_, {});
        const auto sent = [self = shared_from_this()](error_code failed, std::size_t) {
            self->writing_ = false;
            if (failed) return self->fail(failed);
            self->write();
        };
        asio::async_write(socket_, asio::buffer(sending_), sent);
    }

    void read() {
        const auto length_read = [self = shared_from_this()](error_code failed, std::size_t) {
            if (failed) return self->fail(failed);
            self->message_.resize(self->length_[0] * 256U + self->length_[1]);
            self->read_message();
        };
        asio::async_read(socket_, asio::buffer(length_), length_read);
    }

    void read_message() {
        const auto message_read = [self = shared_from_this()](error_code failed, std::size_t) {
            if (failed) return self->fail(failed);
            self->last_heard_ = Clock::now();
            self->take();
            self->read();
        };
        asio::async_read(socket_, asio::buffer(message_), message_read);
    }

    /// What nobody waits for, or no longer, is dropped.
    void take() {
        const auto id = zone::message_id(message_);
        const auto found = id ? waiting_.find(*id) : waiting_.end();
        if (found == waiting_.end()) return;
        const auto waiting = found->second;
        waiting_.erase(found);
        finish(*waiting, std::move(message_));
    }

    tcp::socket socket_;
    bool open_ = false, writing_ = false, lost_ = false;
    std::string outbox_, sending_;
    std::array<unsigned char, 2> length_{};
    std::string message_;
    Clock::time_point last_heard_ = Clock::now();
    std::map<std::uint16_t, std::shared_ptr<Waiting>> waiting_;
};

class TcpNameServer final : public NameServer {
public:
    TcpNameServer(
        const asio::any_io_executor& executor, tcp::endpoint peer, NameServerSettings settings
    )
        : executor_(executor), peer_(std::move(peer)), settings_(std::move(settings)),
          room_(executor, Clock::time_point::max()) {}

    ~TcpNameServer() override {
        if (connection_) connection_->fail(asio::error::operation_aborted);
    }

    std::string name() const override {
        return settings_.address + " port " + std::to_string(settings_.port);
    }

    asio::awaitable<Result<zone::Message>> ask(std::string message) override {
        while (on_their_way_ >= settings_.window)
            co_await room_.async_wait(as_tuple);
        ++on_their_way_;
        auto answer = co_await exchange(std::move(message));
        --on_their_way_;
        room_.cancel_one();
        if (!answer) co_return Error{answer.error().code, name() + ": " + answer.error().what};
        co_return answer;
    }

private:
    asio::awaitable<Result<zone::Message>> exchange(std::string message) {
        if (!connection_ || connection_->lost()) {
            connection_ = std::make_shared<Connection>(executor_);
            connection_->open(peer_);
        }
        const auto connection = connection_;
        const auto id = free_id();
        message = zone::with_id(std::move(message), id);
        std::string mac;
        auto to_send = message;
        if (settings_.key) {
            auto sent = zone::sign_request(std::move(to_send), *settings_.key, settings_.now());
            to_send = std::move(sent.message);
            mac = std::move(sent.mac);
        }
        const auto begin = Clock::now();
        const auto waiting = std::make_shared<Waiting>(executor_);
        waiting->timer.expires_after(settings_.budget);
        connection->send(id, to_send, waiting);
        co_await waiting->timer.async_wait(as_tuple);
        if (!waiting->over) {
            connection->forget(id);
            // one slow answer costs no other; a silent connection is given up
            if (connection->last_heard() < begin) connection->fail(asio::error::timed_out);
        }
        if (!waiting->answer) co_return waiting->answer.error();
        co_return judged(message, *waiting->answer, mac);
    }

    Result<zone::Message>
    judged(const std::string& request, const std::string& octets, const std::string& mac) const {
        if (!zone::is_answer_to(request, octets))
            return Error{Errc::upstream, "what it sent is no answer to the question"};
        if (settings_.key) {
            const auto verified = zone::verify_answer(octets, *settings_.key, mac, settings_.now());
            if (!verified) return verified.error();
        }
        auto answer = zone::read_message(octets);
        if (!answer) return Error{Errc::upstream, answer.error().what};
        return answer;
    }

    std::uint16_t free_id() {
        std::uniform_int_distribution<unsigned> any(0, 0xffff);
        for (;;) {
            const auto id = static_cast<std::uint16_t>(any(random_));
            if (!connection_->awaits(id)) return id;
        }
    }

    asio::any_io_executor executor_;
    tcp::endpoint peer_;
    NameServerSettings settings_;
    std::shared_ptr<Connection> connection_;
    asio::steady_timer room_; ///< never expires; cancelled for each message that is done
    std::size_t on_their_way_ = 0;
    std::random_device random_;
};

} // namespace

Result<NameServerSettings> parse_name_server(std::string_view text) {
    NameServerSettings settings;
    const bool bracketed = text.starts_with('[');
    const auto end = bracketed ? text.find(']') : text.find(':');
    const bool plain = end == text.npos || (!bracketed && text.find(':', end + 1) != text.npos);
    settings.address = plain ? text : text.substr(bracketed, end - bracketed);
    auto port = plain ? std::string_view() : text.substr(end + bracketed);
    if (!port.empty()) {
        const auto number =
            port.front() == ':' ? to_integer(port.substr(1), 1, 65535) : std::nullopt;
        if (!number)
            return Error{Errc::bad_request, std::string(text) + ": no port from 1 to 65535"};
        settings.port = static_cast<std::uint16_t>(*number);
    }
    error_code bad;
    asio::ip::make_address(settings.address, bad);
    if (bad)
        return Error{
            Errc::bad_request, "\"" + std::string(text) + "\" is no address of a name server"};
    return settings;
}

Result<std::unique_ptr<NameServer>>
make_tcp_name_server(const asio::any_io_executor& executor, NameServerSettings settings) {
    error_code bad;
    const auto address = asio::ip::make_address(settings.address, bad);
    if (bad)
        return Error{
            Errc::bad_request, "\"" + settings.address + "\" is no address of a name server"};
    const tcp::endpoint peer(address, settings.port);
    return std::unique_ptr<NameServer>(
        std::make_unique<TcpNameServer>(executor, peer, std::move(settings))
    );
}

} // namespace fingerpost::publish
