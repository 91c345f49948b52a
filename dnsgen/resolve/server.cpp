#include "resolve/server.hpp"

#include "resolve/server_pool.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;

constexpr int silent_max = 8;
constexpr auto rest = std::chrono::seconds(10);
constexpr auto plain_for = std::chrono::minutes(10);

void finish(Exchange& exchange, Reply reply) {
    exchange.reply = std::move(reply);
    exchange.state = Exchange::State::done;
    exchange.changed.cancel();
}

Reply no_reply(Failure failure, std::string what) {
    Reply reply;
    reply.failure = failure;
    reply.what = std::move(what);
    return reply;
}

asio::awaitable<void> wait(Exchange& exchange) {
    boost::system::error_code cancelled;
    co_await exchange.changed.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

} // namespace

Server::Server(ServerPool& pool, const ServerSettings& settings)
    : pool_(pool), settings_(settings), window_(settings.window), rate_(settings.rate),
      wake_(pool.context()) {}

asio::awaitable<Reply>
Server::exchange(std::string message, Way way, std::optional<Time> deadline) {
    if (closed_) co_return no_reply(Failure::other, "the program ends");
    const auto exchange = std::make_shared<Exchange>(pool_.context(), std::move(message), way);
    exchange->deadline = deadline;
    if (deadline)
        waiting_.push_front(exchange);
    else
        waiting_.push_back(exchange);
    pump();
    if (exchange->state == Exchange::State::waits) co_await wait(*exchange);
    if (exchange->state == Exchange::State::sent) {
        exchange->changed.expires_at(*exchange->deadline);
        co_await wait(*exchange);
    }
    if (exchange->state == Exchange::State::done) co_return std::move(exchange->reply);
    co_return no_reply(Failure::timeout, "timed out");
}

void Server::missed_extension(bool refused) {
    const auto& channel = slot(Way::udp);
    if (!refused && !(channel && channel->no_longer_extended())) return;
    plain_until_ = std::chrono::steady_clock::now() + plain_for;
    if (channel) pool_.retire(std::move(slot(Way::udp)));
}

void Server::pump() {
    if (pumping_ || closed_) return; // called from within send(): the loop below goes on
    pumping_ = true;
    while (!waiting_.empty() && in_flight_ < window_.size()) {
        const auto now = std::chrono::steady_clock::now();
        if (now < rests_until_) {
            fail_waiting(Failure::timeout, "it did not answer before, and is asked again later");
            break;
        }
        auto& next = *waiting_.front();
        if (!next.turn)
            next.turn = next.deadline ? now : std::max(rate_.reserve(now), pool_.reserve(now));
        if (*next.turn > now) {
            wake_at(*next.turn);
            break;
        }
        if (!open(next.way)) break;
        auto exchange = std::move(waiting_.front());
        waiting_.pop_front();
        send(std::move(exchange));
    }
    pumping_ = false;
}

/// False when the pool has no channel to give now, or none can be made.
bool Server::open(Way way) {
    auto& channel = slot(way);
    if (channel) return true;
    if (!pool_.admit(shared_from_this())) return false;
    auto settings = settings_.channel;
    settings.tcp = way == Way::tcp;
    settings.extended = way == Way::udp;
    auto opened = Channel::open(pool_.context(), settings);
    if (opened) {
        channel = std::move(*opened);
        return true;
    }
    fail_waiting(Failure::other, opened.error().what);
    return false;
}

void Server::send(std::shared_ptr<Exchange> exchange) {
    ++in_flight_;
    pool_.used(*this);
    exchange->state = Exchange::State::sent;
    if (!exchange->deadline)
        exchange->deadline = std::chrono::steady_clock::now() + settings_.channel.budget;
    exchange->changed.cancel();
    const auto channel = slot(exchange->way);
    const auto& message = exchange->message;
    channel->send(message, [self = shared_from_this(), exchange](Reply reply) {
        self->finished(*exchange, std::move(reply));
    });
}

void Server::finished(Exchange& exchange, Reply reply) {
    --in_flight_;
    if (!closed_) count(reply);
    finish(exchange, std::move(reply));
    pump();
    if (idle() && !closed_) pool_.has_idle();
}

void Server::count(const Reply& reply) {
    const auto now = std::chrono::steady_clock::now();
    if (reply.timeouts > 0)
        window_.lost(now, settings_.channel.budget / 7);
    else if (!reply.message.empty())
        window_.answered();
    if (!reply.message.empty()) last_heard_ = now;
    silent_ = reply.message.empty() ? silent_ + 1 : 0;
    // a resolver that lives may be silent about many names at a time: of one domain that is dead
    const bool lives = !sender().authoritative && now - last_heard_ < 2 * settings_.channel.budget;
    if (silent_ < silent_max || lives) return;
    silent_ = 0;
    rests_until_ = now + rest;
}

void Server::fail_waiting(Failure failure, const std::string& what) {
    for (const auto& exchange : std::exchange(waiting_, {}))
        finish(*exchange, no_reply(failure, what));
}

void Server::wake_at(Time turn) {
    wake_.expires_at(turn);
    wake_.async_wait([weak = weak_from_this()](boost::system::error_code cancelled) {
        const auto self = weak.lock();
        if (!cancelled && self) self->pump();
    });
}

bool Server::settled(Time now) const {
    return idle() && waiting_.empty() && channels() == 0 && rate_.settled(now) &&
           now >= rests_until_ && now >= plain_until_;
}

int Server::channels() const {
    const auto open = std::count_if(channels_.begin(), channels_.end(), [](const auto& channel) {
        return channel != nullptr;
    });
    return static_cast<int>(open);
}

void Server::close_channels() {
    for (auto& channel : channels_)
        if (channel) pool_.retire(std::move(channel));
}

void Server::close() {
    closed_ = true;
    wake_.cancel();
    fail_waiting(Failure::other, "the program ends");
    for (auto& channel : channels_)
        if (channel) std::exchange(channel, nullptr)->close();
}

} // namespace fingerpost::resolve
