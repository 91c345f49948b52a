#include "primary/notifier.hpp"

#include "zone/message.hpp"
#include "zone/presentation.hpp"
#include "zone/tsig.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <sstream>
#include <utility>

namespace fingerpost::primary {

namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;
using metrics::Notified;

constexpr std::chrono::milliseconds longest_tick{100}; // changes gather meanwhile

std::string text_of(const Endpoint& endpoint) {
    std::ostringstream text;
    text << endpoint;
    return text.str();
}

} // namespace

Notifier::Notifier(asio::io_context& context, metrics::Metrics& metrics, Parts parts)
    : socket_(context), timer_(context), metrics_(metrics), parts_(std::move(parts)),
      tick_(std::min(longest_tick, parts_.limits.notify_retry)) {}

Notifier::~Notifier() {
    metrics_.notify_waiting(-static_cast<std::ptrdiff_t>(queue_.size()));
}

bool Notifier::add(const std::string& zone) {
    if (waiting_.contains(zone)) return true;
    if (queue_.size() >= parts_.limits.notify_queue) {
        metrics_.notified(Notified::dropped);
        return false;
    }
    queue_.push_back(&*waiting_.insert(zone).first);
    metrics_.notify_waiting(1);
    if (!std::exchange(working_, true)) wait(tick_);
    return true;
}

void Notifier::stop() {
    stopped_ = true;
    timer_.cancel();
    error_code ignored;
    socket_.close(ignored);
}

/// Connected, so that only the secondary is heard.
void Notifier::open() {
    error_code error;
    socket_.open(parts_.secondary.protocol(), error);
    if (!error && parts_.source) socket_.bind({*parts_.source, 0}, error);
    if (!error) socket_.connect(parts_.secondary, error);
    if (!error) socket_.non_blocking(true, error);
    if (!error) return receive();
    log_.event(
        log::Level::error, "notify_failed", text_of(parts_.secondary) + ": " + error.message()
    );
    socket_.close(error);
}

void Notifier::wait(std::chrono::milliseconds time) {
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this()](const error_code& stopped) {
        if (!stopped && !self->stopped_) self->work();
    });
}

void Notifier::work() {
    if (!socket_.is_open()) open();
    const auto ticks = std::max<std::int64_t>(std::chrono::seconds(1) / tick_, 1);
    const auto allowed = parts_.limits.notify_per_second / static_cast<std::size_t>(ticks);
    send_new(send_again(std::max<std::size_t>(allowed, 1)));
    working_ = !queue_.empty() || !sent_.empty();
    if (working_) wait(tick_);
}

/// What has waited for an answer long enough; how many more may be sent now.
std::size_t Notifier::send_again(std::size_t allowed) {
    const auto now = std::chrono::steady_clock::now();
    for (auto one = sent_.begin(); one != sent_.end() && allowed > 0;) {
        auto& [id, sent] = *one;
        if (sent.due > now) {
            ++one;
        } else if (sent.tries < parts_.limits.notify_tries) {
            send(id, sent);
            --allowed;
            ++one;
        } else {
            metrics_.notified(Notified::unanswered);
            log_.event(
                log::Level::warning, "notify_unanswered", text_of(parts_.secondary) + " is silent"
            );
            one = sent_.erase(one);
        }
    }
    return allowed;
}

void Notifier::send_new(std::size_t allowed) {
    for (; allowed > 0 && !queue_.empty(); --allowed) {
        if (sent_.size() >= parts_.limits.notify_in_flight) return;
        auto zone = waiting_.extract(*queue_.front());
        queue_.pop_front();
        metrics_.notify_waiting(-1);
        const auto id = free_id();
        auto& sent = sent_[id];
        sent.zone = std::move(zone.value());
        send(id, sent);
    }
}

/// What cannot be sent is lost like any other datagram, and is sent again.
void Notifier::send(std::uint16_t id, Sent& sent) {
    ++sent.tries;
    sent.due = std::chrono::steady_clock::now() + parts_.limits.notify_retry;
    auto message = zone::write_notify(id, zone::absolute(sent.zone));
    if (!message) return;
    if (parts_.key) {
        auto with = zone::sign_request(std::move(*message), *parts_.key, parts_.clock());
        *message = std::move(with.message);
        sent.mac = std::move(with.mac);
    }
    error_code ignored;
    socket_.send(asio::buffer(*message), 0, ignored);
}

void Notifier::receive() {
    const auto received = [self = shared_from_this()](const error_code& error, std::size_t size) {
        if (self->stopped_ || error == asio::error::operation_aborted) return;
        if (!error) self->answered({self->answer_.data(), size});
        self->receive(); // after "connection refused", too
    };
    socket_.async_receive(asio::buffer(answer_), received);
}

void Notifier::answered(std::string_view octets) {
    const auto message = zone::read_message(octets, zone::request_records_max);
    if (!message || !message->response || message->opcode != zone::Opcode::notify) return;
    const auto found = sent_.find(message->id);
    if (found == sent_.end() || !message->question) return;
    const auto& sent = found->second;
    if (message->question->name != zone::absolute(sent.zone)) return;
    const auto who = text_of(parts_.secondary);
    if (parts_.key) {
        const auto valid = zone::verify_answer(octets, *parts_.key, sent.mac, parts_.clock());
        if (!valid) {
            log_.event(log::Level::warning, "notify_refused", who + ": " + valid.error().what);
            return;
        }
    }
    const bool refused = message->rcode != zone::Rcode::no_error;
    metrics_.notified(refused ? Notified::refused : Notified::acknowledged);
    if (refused)
        log_.event(
            log::Level::warning,
            "notify_refused",
            who + " answers " + zone::name(message->rcode) + " for " + sent.zone
        );
    sent_.erase(found);
}

std::uint16_t Notifier::free_id() {
    for (;;) {
        const auto id = static_cast<std::uint16_t>(random_());
        if (!sent_.contains(id)) return id;
    }
}

} // namespace fingerpost::primary
