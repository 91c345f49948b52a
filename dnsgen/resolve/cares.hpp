/// @file
/// Name servers on c-ares and one thread's io_context.
#pragma once

#include "base/error.hpp"
#include "resolve/name_servers.hpp"
#include "resolve/resolver.hpp"
#include "resolve/window.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::resolve {

struct NameServersSettings {
    /// The configured resolver: "192.0.2.53", "192.0.2.53:5300", "2001:db8::53",
    /// "[2001:db8::53]:5300"; none: those of /etc/resolv.conf.
    std::vector<std::string> servers = {};
    std::chrono::milliseconds budget{5000}; ///< for one question, all its tries included
    /// Addresses of other resolvers whose AD counts; that of those on loopback always does.
    std::vector<std::string> trusted = {};
    /// Questions a second, 0: no limit. To each authoritative server, where it is not set 50, and
    /// no limit for those on loopback; to each resolver; to all together.
    std::optional<unsigned> authoritative_rate = {};
    unsigned resolver_rate = 0;
    unsigned total_rate = 0;
    std::size_t answers_kept = 20'000;
    std::chrono::seconds kept_for{300}; ///< if the TTL is not shorter
    WindowLimits window = {};
};

/// Used on the thread that runs `context`, and gone before it; who still asks then gets an unknown
/// answer. Errc::bad_request names the server that is none.
Result<std::unique_ptr<NameServers>>
make_name_servers(boost::asio::io_context& context, NameServersSettings settings);

/// The configured resolver alone.
Result<std::unique_ptr<Resolver>>
make_cares_resolver(boost::asio::io_context& context, NameServersSettings settings);

} // namespace fingerpost::resolve
