/// @file
/// One connection of a client: reads requests, has them answered, writes, closes. It lives on the
/// thread of its worker; nothing here is locked.
#pragma once

#include "http/leftover.hpp"
#include "http/poller.hpp"
#include "http/rate_limiter.hpp"
#include "http/request_parser.hpp"
#include "http/response_writer.hpp"
#include "http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::http {

/// A listener while it runs; shared by the workers.
struct Listener {
    explicit Listener(ListenerSettings given)
        : settings(std::move(given)), limiter(settings.limits.requests_per_second) {}

    const ListenerSettings settings;
    RateLimiter limiter;
    std::atomic<std::size_t> connections{0};
};

class Connection;

/// What the connections of one worker share.
struct WorkerState {
    metrics::Metrics& metrics;
    boost::asio::io_context& context;
    Poller& poller;
    std::function<void(Connection&)> end; ///< destroys it
    DateClock dates = {};
    bool stopping = false;
    std::string input =
        std::string(16 * 1024, '\0'); ///< what was received last, until it is parsed
    std::string output = {};          ///< an answer while it is written
};

/// In the worker's list of connections from push_back() to its end.
class Connection final : private Waiter,
                         public boost::intrusive::list_base_hook<
                             boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using Clock = std::chrono::steady_clock;

    /// Counted in `listener.connections` by the caller; counts itself out at its end.
    Connection(int descriptor, Remote peer, Listener& listener, WorkerState& worker);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// From here on it may have been ended after each call.
    void start() { resume(); }

    /// Ends a wait that has lasted too long. Called some times a second.
    void check(Clock::time_point now);
    /// Closes it if no request is under way; otherwise its next answer is the last.
    void wind_down();
    void abort();

private:
    struct Answered {
        metrics::Protocol protocol = metrics::Protocol::other;
        metrics::Outcome outcome = metrics::Outcome::ok;
        int status = 0;
        Clock::time_point received{};
    };
    /// What has to be waited for; `nothing` is the end.
    enum class Need { answer, input, room, nothing };
    enum class Sent { all, some, failed };

    void resume() override;
    void go_on(const Response* late);
    Need advance();
    bool give_up_waiting();
    void cancel();
    std::optional<Need> parse();
    std::optional<Need> receive();
    std::optional<Need> receive_failed();
    std::optional<Need> finish_sending();
    Need linger();
    Need wait_for_input(Clock::time_point deadline);
    bool between_requests() const { return input_.empty() && !parser_.in_body(); }
    std::optional<Need> answer();
    bool refuse_early();
    Reply ask();
    void finish_answer(const Response& response);
    void refuse(int status);
    void write(const Response& response, const Form& form);
    Sent send();
    void settle(bool delivered);

    Socket socket_;
    Listener& listener_;
    WorkerState& worker_;
    RequestParser parser_;
    std::string_view fresh_; ///< received and not yet parsed: lies in worker_.input
    Leftover input_;
    bool unparsed_ = false; ///< input_ holds bytes the parser has not seen
    std::string output_;    ///< what the client has not taken yet
    std::size_t output_sent_ = 0;
    std::size_t bytes_received_ = 0;
    std::size_t bytes_sent_ = 0;
    std::size_t lingered_ = 0;
    std::vector<Answered> answered_; ///< and not settled
    Form form_;                      ///< of the answer under way
    Clock::time_point received_at_ = Clock::now();
    Clock::time_point settled_at_ = received_at_; ///< when everything had been sent last
    Clock::time_point request_deadline_ = Clock::time_point::max();
    Clock::time_point linger_deadline_ = Clock::time_point::max();
    Clock::time_point write_deadline_ = Clock::time_point::max();
    Clock::time_point deadline_ = Clock::time_point::max(); ///< of the wait under way
    bool cancelled_ = false;                                ///< the wait was ended by us
    bool idle_ = false;                                     ///< waiting between two requests
    bool refused_ = false;
    bool closing_ = false;
};

} // namespace fingerpost::http
