/// @file
/// One name server, or the configured resolvers as one: what waits for it, how much it gets at a
/// time and a second, whether it is left alone because it does not answer.
#pragma once

#include "resolve/channel.hpp"
#include "resolve/message.hpp"
#include "resolve/rate.hpp"
#include "resolve/window.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <deque>
#include <memory>
#include <optional>

namespace fingerpost::resolve {

class ServerPool;

/// How a question travels.
enum class Way { udp, udp_plain, tcp };

/// One question on its way.
struct Exchange {
    using Time = std::chrono::steady_clock::time_point;
    enum class State { waits, sent, done };

    Exchange(boost::asio::io_context& context, std::string query, Way by)
        : message(std::move(query)), way(by), changed(context, Time::max()) {}

    std::string message;
    Way way;
    std::optional<Time> deadline; ///< set when it is sent, or before: it takes no turn then
    std::optional<Time> turn;     ///< may not be sent earlier
    State state = State::waits;
    Reply reply;
    boost::asio::steady_timer changed; ///< cancelled when the state changes
};

struct ServerSettings {
    ChannelSettings channel;
    WindowLimits window;
    unsigned rate = 0;  ///< questions a second, 0: no limit
    Sender sender = {}; ///< what its answers are worth
};

class Server : public std::enable_shared_from_this<Server> {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// The pool outlives it, or has closed it.
    Server(ServerPool& pool, const ServerSettings& settings);

    /// With a deadline: what follows from an answer and comes before all that waits.
    boost::asio::awaitable<Reply>
    exchange(std::string message, Way way, std::optional<Time> deadline);

    Sender sender() const { return settings_.sender; }

    /// It does not understand OPT records; that is believed for a while.
    bool plain(Time now) const { return now < plain_until_; }

    /// Looks at an answer without an OPT record to a question with one.
    void missed_extension(bool refused);

    /// Sends what may be sent.
    void pump();

    bool idle() const { return in_flight_ == 0; }
    /// It could be forgotten: nothing waits, no limit would be lost.
    bool settled(Time now) const;

    int channels() const;
    void close_channels();
    void close();

private:
    std::shared_ptr<Channel>& slot(Way way) { return channels_.at(static_cast<std::size_t>(way)); }
    bool open(Way way);
    void send(std::shared_ptr<Exchange> exchange);
    void finished(Exchange& exchange, Reply reply);
    void count(const Reply& reply);
    void fail_waiting(Failure failure, const std::string& what);
    void wake_at(Time turn);

    ServerPool& pool_;
    ServerSettings settings_;
    Window window_;
    Rate rate_;
    std::array<std::shared_ptr<Channel>, 3> channels_;
    std::deque<std::shared_ptr<Exchange>> waiting_;
    boost::asio::steady_timer wake_;
    std::size_t in_flight_ = 0;
    int silent_ = 0; ///< questions in a row that nothing came back to
    Time last_heard_ = std::chrono::steady_clock::now(); ///< or else when it was made
    Time rests_until_ = Time::min();
    Time plain_until_ = Time::min();
    bool pumping_ = false;
    bool closed_ = false;
};

} // namespace fingerpost::resolve
