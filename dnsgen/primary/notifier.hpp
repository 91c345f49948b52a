/// @file
/// Tells one secondary which zones have changed, until it answers or has been told often enough.
/// Spec: RFC 1996 §3.6.
#pragma once

#include "metrics/metrics.hpp"
#include "primary/occasional_log.hpp"
#include "primary/settings.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace fingerpost::primary {

/// Used by the context's thread. Must be held by a shared_ptr.
class Notifier : public std::enable_shared_from_this<Notifier> {
public:
    struct Parts {
        Endpoint secondary;
        std::optional<boost::asio::ip::address> source; ///< what the secondary knows us by
        std::optional<zone::TsigKey> key;
        Limits limits;
        Clock clock;
    };
    Notifier(boost::asio::io_context& context, metrics::Metrics& metrics, Parts parts);
    ~Notifier();

    /// A zone that waits already is told of once. False when too many wait: the secondary will
    /// find out by itself when it refreshes.
    bool add(const std::string& zone);

    void stop();

private:
    struct Sent {
        std::string zone;
        std::string mac; ///< of the message
        int tries = 0;
        std::chrono::steady_clock::time_point due; ///< for the next try
    };

    void open();
    void wait(std::chrono::milliseconds time);
    void work();
    std::size_t send_again(std::size_t allowed);
    void send_new(std::size_t allowed);
    void send(std::uint16_t id, Sent& sent);
    void receive();
    void answered(std::string_view octets);
    std::uint16_t free_id();

    boost::asio::ip::udp::socket socket_;
    boost::asio::steady_timer timer_;
    metrics::Metrics& metrics_;
    Parts parts_;
    std::chrono::milliseconds tick_;
    OccasionalLog log_;
    std::unordered_set<std::string> waiting_;
    std::deque<const std::string*> queue_; ///< of waiting_, in the order of their coming
    std::unordered_map<std::uint16_t, Sent> sent_;
    std::array<char, 4096> answer_{};
    std::mt19937 random_{std::random_device{}()};
    bool working_ = false;
    bool stopped_ = false;
};

} // namespace fingerpost::primary
