#include "http/connection.hpp"

#include "base/log.hpp"

#include <boost/asio/co_spawn.hpp>

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

Response handler_failed(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        log::event(log::Level::error, "handler_failed", {{"why", error.what()}});
    }
    return plain_response(500);
}

ParserSettings parser_settings(const ListenerSettings& settings) {
    return {settings.limits.header_bytes, settings.limits.body_bytes, settings.proxy_count};
}

} // namespace

Connection::Connection(int descriptor, Remote peer, Listener& listener, WorkerState& worker)
    : socket_(descriptor, worker.poller, *this), listener_(listener), worker_(worker),
      parser_(parser_settings(listener.settings), std::move(peer)) {
    worker_.metrics.connection_opened(listener_.settings.name);
}

Connection::~Connection() {
    listener_.connections.fetch_sub(1, std::memory_order_relaxed);
    worker_.metrics.connection_closed(listener_.settings.name);
}

void Connection::resume() {
    go_on(nullptr);
}

/// `late`: the answer of a handler that had to wait.
void Connection::go_on(const Response* late) {
    auto need = Need::nothing;
    try {
        if (late) finish_answer(*late);
        need = advance();
    } catch (const std::exception& error) {
        log::event(log::Level::error, "connection_failed", {{"why", error.what()}});
    }
    if (need == Need::input) socket_.await_readable();
    if (need == Need::room) socket_.await_writable();
    if (need == Need::nothing) worker_.end(*this);
}

/// Goes on until something has to be waited for.
Connection::Need Connection::advance() {
    deadline_ = never;
    if (std::exchange(cancelled_, false) && !give_up_waiting()) return Need::nothing;
    idle_ = false;
    while (!closing_) {
        const bool parsing = unparsed_ || !fresh_.empty();
        if (const auto need = parsing ? parse() : receive()) return *need;
        if (output_.size() <= output_most) continue;
        if (const auto need = finish_sending()) return *need;
    }
    if (const auto need = finish_sending()) return *need;
    return refused_ || !input_.empty() ? linger() : Need::nothing;
}

/// The wait for the client was cancelled. Whether something is left to be said.
bool Connection::give_up_waiting() {
    const bool writing = !output_.empty();
    if (writing) settle(false);
    if (writing || idle_ || closing_) return false;
    worker_.metrics.connection_rejected(listener_.settings.name, metrics::Rejection::timeout);
    received_at_ = Clock::now();
    refuse(408);
    return true;
}

std::optional<Connection::Need> Connection::parse() {
    const bool whole = input_.empty();
    if (!whole) input_.append(std::exchange(fresh_, {}));
    const auto step = parser_.feed(whole ? fresh_ : input_.bytes());
    if (whole)
        input_.append(std::exchange(fresh_, {}).substr(step.consumed));
    else
        input_.consume(step.consumed);
    unparsed_ = step.progress == RequestParser::Progress::complete && !input_.empty();
    if (step.progress == RequestParser::Progress::refused) refuse(parser_.status());
    if (step.progress != RequestParser::Progress::complete) return std::nullopt;
    request_deadline_ = never; // the next one's time begins when this one is answered
    form_ = {parser_.request().method == "HEAD", false, parser_.is_http_1_1()};
    return answer();
}

std::optional<Connection::Need> Connection::answer() {
    if (refuse_early()) return std::nullopt;
    auto reply = ask();
    if (const auto* response = std::get_if<Response>(&reply)) {
        finish_answer(*response);
        return std::nullopt;
    }
    auto& coroutine = std::get<asio::awaitable<Response>>(reply);
    const auto answered = [this](const std::exception_ptr& failure, const Response& response) {
        if (!failure) return go_on(&response);
        const auto refusal = handler_failed(failure);
        go_on(&refusal);
    };
    asio::co_spawn(worker_.context, std::move(coroutine), answered);
    return Need::answer;
}

Reply Connection::ask() {
    try {
        return listener_.settings.handler(parser_.request());
    } catch (const std::exception&) {
        return handler_failed(std::current_exception());
    }
}

/// Everything parsed so far is answered: sends it, and receives more.
std::optional<Connection::Need> Connection::receive() {
    if (parser_.wants_continue()) output_ += "HTTP/1.1 100 Continue\r\n\r\n";
    if (const auto need = finish_sending()) return need;
    const bool idle = between_requests();
    if (idle && worker_.stopping) return Need::nothing;
    const auto& limits = listener_.settings.limits;
    if (request_deadline_ == never) request_deadline_ = settled_at_ + limits.request_time;
    const auto received = socket_.receive(worker_.input.data(), worker_.input.size());
    if (received.progress == Socket::Progress::blocked) {
        idle_ = idle;
        return wait_for_input(idle ? settled_at_ + limits.idle_time : request_deadline_);
    }
    if (received.progress == Socket::Progress::ended) return receive_failed();
    received_at_ = Clock::now();
    if (idle) request_deadline_ = received_at_ + limits.request_time;
    bytes_received_ += received.bytes;
    fresh_ = std::string_view(worker_.input).substr(0, received.bytes);
    return std::nullopt;
}

Connection::Need Connection::wait_for_input(Clock::time_point deadline) {
    deadline_ = deadline;
    return Need::input;
}

std::optional<Connection::Need> Connection::receive_failed() {
    if (between_requests()) return Need::nothing;
    answered_.push_back({.received = received_at_});
    settle(false);
    return Need::nothing;
}

/// Nothing when all has been sent.
std::optional<Connection::Need> Connection::finish_sending() {
    const auto sent = send();
    if (sent == Sent::failed) return Need::nothing;
    if (sent == Sent::all) {
        write_deadline_ = never;
        return std::nullopt;
    }
    if (write_deadline_ == never)
        write_deadline_ = Clock::now() + listener_.settings.limits.write_time;
    deadline_ = write_deadline_;
    return Need::room;
}

/// Answers what no handler is asked about.
bool Connection::refuse_early() {
    const auto& request = parser_.request();
    if (!request.loopback && !listener_.limiter.allow(request.remote, received_at_)) {
        auto response = plain_response(429);
        response.headers.emplace_back("Retry-After", "1");
        finish_answer(response);
        return true;
    }
    if (request.path != "*") return false;
    Response response; // RFC 9110 §9.3.7: about the server itself, like a ping
    response.status = 204;
    finish_answer(response);
    return true;
}

void Connection::finish_answer(const Response& response) {
    form_.close = worker_.stopping || !parser_.keep_alive();
    closing_ = form_.close;
    parser_.release();
    write(response, form_);
}

void Connection::refuse(int status) {
    Form form;
    form.close = true;
    closing_ = refused_ = true;
    write(plain_response(status), form);
}

/// Sends at once, unless more requests are waiting to be answered together.
void Connection::write(const Response& response, const Form& form) {
    answered_.push_back(
        {protocol_of(response.protocol), outcome_of(response), response.status, received_at_}
    );
    const auto date = worker_.dates.at(std::time(nullptr));
    if (!output_.empty() || unparsed_) return write_response(output_, response, form, date);
    auto& out = worker_.output; // stays in the cache, other than each connection's own
    out.clear();
    write_response(out, response, form, date);
    const auto sent = socket_.send(out.data(), out.size());
    bytes_sent_ += sent.bytes;
    output_.assign(out, sent.bytes);
    if (out.capacity() > output_most) out = {};
}

Connection::Sent Connection::send() {
    while (output_sent_ < output_.size()) {
        const auto rest = std::string_view(output_).substr(output_sent_);
        const auto sent = socket_.send(rest.data(), rest.size());
        output_sent_ += sent.bytes;
        bytes_sent_ += sent.bytes;
        if (sent.progress == Socket::Progress::blocked) return Sent::some;
        if (sent.progress == Socket::Progress::some) continue;
        settle(false);
        return Sent::failed;
    }
    if (!answered_.empty()) settle(true);
    return Sent::all;
}

/// Counts what was answered; nothing is left to be sent, or nobody takes it.
void Connection::settle(bool delivered) {
    settled_at_ = Clock::now();
    for (const auto& answer : answered_) {
        const std::chrono::duration<double> taken = settled_at_ - answer.received;
        if (delivered)
            worker_.metrics.request(answer.protocol, answer.outcome, answer.status, taken.count());
        else
            worker_.metrics.request(metrics::Protocol::other, metrics::Outcome::aborted, 0, 0);
    }
    worker_.metrics.bytes(
        listener_.settings.name, std::exchange(bytes_received_, 0), std::exchange(bytes_sent_, 0)
    );
    answered_.clear();
    if (output_.capacity() > 1024) output_ = {};
    output_.clear();
    output_sent_ = 0;
}

/// Closing with unread input would reset the connection and take the answer back.
Connection::Need Connection::linger() {
    if (linger_deadline_ == never) {
        socket_.end_sending();
        linger_deadline_ = Clock::now() + linger_time;
    }
    while (lingered_ < linger_most && !worker_.stopping) {
        const auto received = socket_.receive(worker_.input.data(), worker_.input.size());
        lingered_ += received.bytes;
        if (received.progress == Socket::Progress::ended) break;
        if (received.progress == Socket::Progress::some) continue;
        idle_ = true;
        return wait_for_input(linger_deadline_);
    }
    return Need::nothing;
}

void Connection::check(Clock::time_point now) {
    if (now >= deadline_) cancel();
}

void Connection::wind_down() {
    if (idle_) cancel();
}

void Connection::cancel() {
    cancelled_ = true;
    socket_.await_nothing();
    resume();
}

void Connection::abort() {
    socket_.end();
}

} // namespace fingerpost::http
