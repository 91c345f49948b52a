/// @file
/// The RRsets that ought to be published, each with the zone it lies in: what the servers of zones
/// are asked for.
#pragma once

#include "check/record_lines.hpp"
#include "check/zone_servers.hpp"
#include "zone/rrset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct DesiredSet {
    std::string name; ///< without the final dot
    resolve::Type type = resolve::Type::a;
    zone::RRset set;

    /// "_imaps._tcp.example.com SRV"
    std::string label() const;
};

struct ZoneSets {
    ServedZone zone;
    std::vector<DesiredSet> sets;
};

/// The domain's own zone first, then its subzones. Names whose zone is not known stand together
/// in one whose name is "". A domain that does not exist has one zone, which is not known.
std::vector<ZoneSets> zones_of(const Subject& subject, Evidence& evidence);

/// An answer as one text, whatever the order of its records: "SRV 0 1 993 imap.example.net.",
/// "CNAME web.example.net." (where an alias leads is for other servers to say), "nothing". What is
/// unknown has none.
std::string told(const resolve::Answer& answer, resolve::Type type);

/// The same for what is desired.
std::string told(const DesiredSet& set);

} // namespace fingerpost::check
