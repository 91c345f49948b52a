#include "http/connection.hpp"

#include "base/log.hpp"

#include <cstring>
#include <exception>
#include <utility>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
constexpr auto never = Connection::Clock::time_point::max();

/// Answers of pipelined requests are gathered up to this size before they are written.
constexpr std::size_t output_most = 256 * 1024;
/// What is read and thrown away after a refusal, so that the client gets to see it.
constexpr std::size_t linger_most = 1024 * 1024;
constexpr std::chrono::seconds linger_time{1};

metrics::Protocol protocol_of(const char* name) {
    for (std::size_t i = 0; i < metrics::protocol_names.size(); ++i)
        if (metrics::protocol_names[i] == name) return static_cast<metrics::Protocol>(i);
    return metrics::Protocol::other;
}

metrics::Outcome outcome_of_status(int status) {
    using metrics::Outcome;
    if (status >= 500) return Outcome::error;
    if (status == 404 || status == 410) return Outcome::not_found;
    if (status == 401 || status == 403) return Outcome::denied;
    if (status == 429) return Outcome::limited;
    if (status >= 400) return Outcome::invalid;
    return status >= 300 ? Outcome::redirect : Outcome::ok;
}

metrics::Outcome outcome_of(const Response& response) {
    if (response.outcome)
        for (std::size_t i = 0; i < metrics::outcome_names.size(); ++i)
            if (metrics::outcome_names[i] == response.outcome)
                return static_cast<metrics::Outcome>(i);
    return outcome_of_status(response.status);
}

ParserSettings parser_settings(const ListenerSettings& settings) {
    return {settings.limits.header_bytes, settings.limits.body_bytes, settings.proxy_count};
}

} // namespace

Connection::Connection(int descriptor, Remote peer, Listener& listener, WorkerState& worker)
    : socket_(descriptor, worker.poller), listener_(listener), worker_(worker),
      parser_(parser_settings(listener.settings), std::move(peer)),
      input_(listener.settings.limits.header_bytes + 4096) {
    worker_.metrics.connection_opened(listener_.settings.name);
}

Connection::~Connection() {
    listener_.connections.fetch_sub(1, std::memory_order_relaxed);
    worker_.metrics.connection_closed(listener_.settings.name);
}

asio::awaitable<void> Connection::run() {
    while (!closing_) {
        const auto step = parser_.feed(input_.bytes());
        input_.consume(step.consumed);
        if (step.progress == RequestParser::Progress::complete)
            co_await answer();
        else if (step.progress == RequestParser::Progress::refused)
            refuse(parser_.status());
        else if (!co_await receive())
            co_return;
        if (output_.size() <= output_most) continue;
        if (const auto sent = send(); sent != Sent::all && !co_await finish_sending(sent))
            co_return;
    }
    if (const auto sent = send(); sent != Sent::all && !co_await finish_sending(sent)) co_return;
    if (refused_ || !input_.empty()) co_await linger();
}

asio::awaitable<bool> Connection::receive() {
    if (parser_.wants_continue()) output_ += "HTTP/1.1 100 Continue\r\n\r\n";
    const auto sent = send();
    if (sent != Sent::all && !co_await finish_sending(sent)) co_return false;
    const bool between_requests = input_.empty() && !parser_.in_body();
    if (between_requests && worker_.stopping) co_return false;
    const auto& limits = listener_.settings.limits;
    if (request_deadline_ == never) request_deadline_ = settled_at_ + limits.request_time;
    deadline_ = between_requests ? settled_at_ + limits.idle_time : request_deadline_;
    idle_ = between_requests;
    const auto count = co_await receive_some();
    deadline_ = never;
    idle_ = false;
    if (count == 0) co_return receive_failed(between_requests);
    received_at_ = Clock::now();
    if (between_requests) request_deadline_ = received_at_ + limits.request_time;
    bytes_received_ += count;
    input_.received(count);
    co_return true;
}

/// 0 at the end of the input, of the connection, or of our patience.
asio::awaitable<std::size_t> Connection::receive_some() {
    const auto space = input_.space();
    while (true) {
        const auto received = socket_.receive(space.data, space.size);
        if (received.progress != Socket::Progress::blocked) co_return received.bytes;
        cancelled_ = false;
        co_await socket_.readable();
        if (cancelled_) co_return 0;
    }
}

/// Whether something is left to be said.
bool Connection::receive_failed(bool between_requests) {
    if (between_requests) return false;
    received_at_ = Clock::now();
    if (std::exchange(late_, false)) {
        worker_.metrics.connection_rejected(listener_.settings.name, metrics::Rejection::timeout);
        refuse(408);
        return true;
    }
    answered_.push_back({.received = received_at_});
    settle(false);
    return false;
}

asio::awaitable<void> Connection::answer() {
    const auto received = received_at_;
    request_deadline_ = never; // the next one's time begins when this one is answered
    auto request = parser_.take();
    Form form;
    form.head_only = request.method == "HEAD";
    form.http_1_1 = parser_.is_http_1_1();
    Response response;
    if (auto refused = refusal(request)) {
        response = std::move(*refused);
    } else {
        try {
            response = co_await listener_.settings.handler(std::move(request));
        } catch (const std::exception& error) {
            log::event(log::Level::error, "handler_failed", {{"why", error.what()}});
            response = plain_response(500);
        }
    }
    form.close = worker_.stopping || !parser_.keep_alive();
    closing_ = form.close;
    write(response, form, received);
}

/// What no handler is asked about.
std::optional<Response> Connection::refusal(const Request& request) {
    if (!request.loopback && !listener_.limiter.allow(request.remote, received_at_)) {
        auto response = plain_response(429);
        response.headers.emplace_back("Retry-After", "1");
        return response;
    }
    if (request.path != "*") return std::nullopt;
    Response response; // RFC 9110 §9.3.7: about the server itself, like a ping
    response.status = 204;
    return response;
}

void Connection::refuse(int status) {
    Form form;
    form.close = true;
    closing_ = refused_ = true;
    write(plain_response(status), form, received_at_);
}

void Connection::write(const Response& response, const Form& form, Clock::time_point received) {
    write_response(output_, response, form, worker_.dates.at(std::time(nullptr)));
    answered_.push_back(
        {protocol_of(response.protocol), outcome_of(response), response.status, received}
    );
}

Connection::Sent Connection::send() {
    while (output_sent_ < output_.size()) {
        const auto rest = std::string_view(output_).substr(output_sent_);
        const auto sent = socket_.send(rest.data(), rest.size());
        output_sent_ += sent.bytes;
        if (sent.progress == Socket::Progress::blocked) return Sent::some;
        if (sent.progress == Socket::Progress::some) continue;
        settle(false);
        return Sent::failed;
    }
    if (!output_.empty()) settle(true);
    return Sent::all;
}

/// Waits until the client has taken the rest; false when it has not.
asio::awaitable<bool> Connection::finish_sending(Sent sent) {
    const auto deadline = Clock::now() + listener_.settings.limits.write_time;
    for (; sent == Sent::some; sent = send()) {
        deadline_ = deadline;
        cancelled_ = false;
        co_await socket_.writable();
        deadline_ = never;
        if (!cancelled_) continue;
        settle(false);
        co_return false;
    }
    co_return sent == Sent::all;
}

/// Counts the answers of output_, which is done with.
void Connection::settle(bool delivered) {
    settled_at_ = Clock::now();
    for (const auto& answer : answered_) {
        const std::chrono::duration<double> taken = settled_at_ - answer.received;
        if (delivered)
            worker_.metrics.request(answer.protocol, answer.outcome, answer.status, taken.count());
        else
            worker_.metrics.request(metrics::Protocol::other, metrics::Outcome::aborted, 0, 0);
    }
    worker_.metrics.bytes(listener_.settings.name, std::exchange(bytes_received_, 0), output_sent_);
    answered_.clear();
    if (output_.capacity() > output_most) output_ = {};
    output_.clear();
    output_sent_ = 0;
}

/// Closing with unread input would reset the connection and take the answer back.
asio::awaitable<void> Connection::linger() {
    socket_.end_sending();
    const auto deadline = Clock::now() + linger_time;
    for (std::size_t total = 0; total < linger_most && !worker_.stopping;) {
        input_.consume(input_.bytes().size());
        deadline_ = deadline;
        idle_ = true;
        const auto count = co_await receive_some();
        deadline_ = never;
        if (count == 0) co_return;
        total += count;
    }
}

void Connection::check(Clock::time_point now) {
    if (now < deadline_) return;
    deadline_ = never;
    late_ = cancelled_ = true;
    socket_.cancel();
}

void Connection::wind_down() {
    if (!idle_) return;
    cancelled_ = true;
    socket_.cancel();
}

void Connection::abort() {
    socket_.end();
}

} // namespace fingerpost::http
