/// @file
/// What a hidden primary is told: whom it serves, which zones, and what they may cost it.
#pragma once

#include "zone/tsig_key.hpp"
#include "zone/whole_zone.hpp"
#include "zone/zone.hpp"

#include <boost/asio/ip/udp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace fingerpost::primary {

using Endpoint = boost::asio::ip::udp::endpoint; ///< the same one for TCP

/// What may change while it runs.
struct Settings {
    zone::HostSettings host;
    zone::ZoneSettings zone;
    std::string catalog_zone; ///< as parse_domain() gives it; "": none
    std::vector<Endpoint>
        secondaries;                 ///< who is sent NOTIFY; without keys, whose address is let in
    std::vector<zone::TsigKey> keys; ///< where there are any, every request must be signed; the
                                     ///< first one signs NOTIFY
};

/// Every bound on what a peer may cost us.
struct Limits {
    std::size_t connections = 128;
    std::size_t strangers = 32; ///< of these, from addresses that are not listed
    std::chrono::milliseconds idle_time = std::chrono::seconds(30);   ///< between two requests
    std::chrono::milliseconds request_time = std::chrono::seconds(5); ///< of a first one, too
    std::chrono::milliseconds write_time = std::chrono::seconds(20);  ///< to take one message
    std::size_t notify_queue = 100'000;  ///< zones that one secondary is still to be told of
    std::size_t notify_in_flight = 500;  ///< of one secondary
    std::size_t notify_per_second = 100; ///< to one secondary
    std::chrono::milliseconds notify_retry = std::chrono::seconds(60); ///< RFC 1996 §3.6
    int notify_tries = 5;
};

using Clock = std::function<std::int64_t()>; ///< seconds since 1970

} // namespace fingerpost::primary
