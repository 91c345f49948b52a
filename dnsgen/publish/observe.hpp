/// @file
/// What a name server that knows a zone itself says of it: the RRsets of names, and which zone a
/// name lies in. Nothing but an authoritative answer counts.
/// Spec: RFC 1034 §3.6.2 (aliases), RFC 4592 (wildcards), RFC 6604 (the rcode is that of the last
/// alias), RFC 2308 (no data).
#pragma once

#include "base/together.hpp"
#include "publish/name_server.hpp"
#include "publish/observed.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::publish {

struct ObserveSettings {
    /// Asks, for each RRset that is there, for a name below its owner, which only the same wildcard
    /// can answer in the same way.
    bool find_wildcards = true;
    std::size_t at_once = 16;
    int tries = 3;                              ///< where there is no answer, or SERVFAIL
    std::chrono::milliseconds first_pause{200}; ///< before the second try; then twice as long
    Pace pace = real_time();
};

/// Every question has its answer in what is returned, if only "unknown" and why. An alias is not
/// taken for data of the type asked for: such an RRset is absent.
boost::asio::awaitable<Observed>
observe(NameServer& server, std::vector<Question> questions, ObserveSettings settings);

/// What the SOA record of a zone says (RFC 1035 §3.3.13). Times are in seconds.
struct ZoneState {
    std::string name;    ///< absolute
    std::string primary; ///< MNAME
    std::uint32_t serial = 0;
    std::uint32_t refresh = 0;
    std::uint32_t retry = 0;
    std::uint32_t expire = 0;
    std::uint32_t negative_ttl = 0;
};

/// The zone of the server's that `name`, absolute, lies in. Errc::not_found: it has none, or the
/// name is delegated to another server; otherwise as NameServer::ask().
boost::asio::awaitable<Result<ZoneState>> zone_of(NameServer& server, std::string name);

} // namespace fingerpost::publish
