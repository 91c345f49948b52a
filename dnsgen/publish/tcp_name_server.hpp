/// @file
/// A name server over one TCP connection, which is made when it is needed and made again when it is
/// lost. Messages follow each other without waiting for answers, which come in any order.
/// Spec: RFC 7766 §6.2.1 (pipelining), §8 (length).
#pragma once

#include "base/clock.hpp"
#include "publish/name_server.hpp"
#include "zone/tsig_key.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace fingerpost::publish {

struct NameServerSettings {
    std::string address; ///< IPv4 or IPv6
    std::uint16_t port = 53;
    std::optional<zone::TsigKey> key = {};  ///< signs all that is sent; answers must be signed
    std::chrono::milliseconds budget{5000}; ///< for one message, from its sending
    std::size_t window = 16;                ///< messages on their way; more wait
    std::function<std::int64_t()> now = unix_time; ///< what signatures are made by
};

/// Reads "192.0.2.53", "192.0.2.53:5300", "2001:db8::53", "[2001:db8::53]:5300".
Result<NameServerSettings> parse_name_server(std::string_view text);

/// Used on the one thread that runs the executor; must outlive every ask(). Errc::bad_request for
/// what is no address.
Result<std::unique_ptr<NameServer>>
make_tcp_name_server(const boost::asio::any_io_executor& executor, NameServerSettings settings);

} // namespace fingerpost::publish
