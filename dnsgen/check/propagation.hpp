/// @file
/// Where a record has arrived: the servers of its zone and the resolvers side by side.
#pragma once

#include "check/family.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::check {

enum class Arrival {
    desired, ///< it shows what ought to be there
    other,   ///< something else
    nothing,
    unknown
};

std::string_view name(Arrival arrival); ///< "desired"

struct Sighting {
    std::string place;                   ///< "ns1.example.net (192.0.2.1)", "resolver 192.0.2.53"
    std::optional<std::uint32_t> serial; ///< of the zone, where a server of it was asked
    std::string shows;     ///< "0 1 993 imap.example.net.", "no such name", or why not
    std::uint32_t ttl = 0; ///< seconds; of a resolver, until it asks anew
    Arrival arrival = Arrival::unknown;
    bool caches = false; ///< a resolver, whose TTL runs down

    bool operator==(const Sighting&) const = default;
};

/// `name` without the final dot. What ought to be there is Subject::desired; where that has
/// nothing, absence is what is desired.
std::vector<Sighting> propagation(
    const Subject& subject, Evidence& evidence, const std::string& name, resolve::Type type
);

/// Seconds until the last resolver that shows something else has forgotten it, if no server shows
/// it any more; none while servers themselves disagree, 0 when all show what is desired.
std::optional<std::uint32_t> settled_in(const std::vector<Sighting>& sightings);

} // namespace fingerpost::check
