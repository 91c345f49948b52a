#include "check/guarded_servers.hpp"

#include <utility>

namespace fingerpost::check {

namespace {

/// "192.0.2.53:5300", "[2001:db8::53]:5300" or without a port.
std::string_view address_of(std::string_view server) {
    if (server.starts_with('[')) return server.substr(1, server.find(']') - 1);
    const auto colon = server.find(':');
    const bool ipv6 = colon != server.npos && server.find(':', colon + 1) != server.npos;
    return ipv6 ? server : server.substr(0, colon);
}

boost::asio::awaitable<resolve::Answer> refused(std::string server) {
    co_return resolve::unknown(
        resolve::Failure::other,
        "the name server " + server + " is not asked: its address is not public (check_allow)"
    );
}

} // namespace

boost::asio::awaitable<resolve::Answer> GuardedServers::ask(resolve::Query query) {
    const auto& vantage = query.vantage;
    if (vantage.kind != resolve::Vantage::Kind::authoritative ||
        allowed_.allow(address_of(vantage.server)))
        return below_.ask(std::move(query));
    return refused(vantage.server);
}

} // namespace fingerpost::check
