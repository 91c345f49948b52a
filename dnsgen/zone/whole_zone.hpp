/// @file
/// A zone of its own made of a domain's records: what the zone files hold, and what secondaries
/// get. Spec: RFC 1034 §3.6.2, §4.2.1; RFC 1035 §3.3.13; RFC 2181 §5.2; RFC 2308 §4.
#pragma once

#include "base/error.hpp"
#include "zone/name_server.hpp"
#include "zone/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

/// What a whole zone needs besides our records.
struct ZoneSettings {
    std::vector<NameServer> name_servers;
    std::string hostmaster;   ///< a mail address or a name; "": hostmaster at the zone
    std::uint32_t ttl = 3600; ///< of everything that states none
    std::uint32_t serial = 1;
    std::uint32_t refresh = 7200;
    std::uint32_t retry = 3600;
    std::uint32_t expire = 1209600;
    std::uint32_t negative_ttl = 300; ///< how long "no such name" is remembered (RFC 2308)
};

/// All that an SOA says but the serial.
struct ZoneHead {
    std::string origin;      ///< absolute, as all names here
    std::string primary;     ///< MNAME
    std::string responsible; ///< RNAME
    std::uint32_t ttl = 3600;
    std::uint32_t refresh = 7200;
    std::uint32_t retry = 3600;
    std::uint32_t expire = 1209600;
    std::uint32_t negative_ttl = 300;
};
Record soa(const ZoneHead& head, std::uint32_t serial);

/// A record that is kept elsewhere, with the one TTL of its RRset.
struct Line {
    const Record* record = nullptr;
    std::uint32_t ttl = 0;
};
using Lines = std::vector<Line>;
Lines lines_of(const Records& sorted);

bool has_address(const Lines& lines, std::string_view owner);

/// Moved, its lines stay good; copied, they would not.
struct WholeZone {
    ZoneHead head;
    Records name_servers = {}; ///< in the order of the settings
    Records glue = {};         ///< the addresses of those inside the zone
    Lines lines = {};          ///< of all other records, sorted

    WholeZone() = default;
    WholeZone(WholeZone&&) = default;
    WholeZone& operator=(WholeZone&&) = default;
};

/// `records` are sorted, all inside `domain`, and outlive the zone. Errc::bad_request names the
/// setting that is missing; Errc::conflict what would keep the zone from loading.
Result<WholeZone>
whole_zone(std::string_view domain, const Records& records, const ZoneSettings& settings);

/// Alike only for zones that are alike, whatever their serials.
std::string digest(const WholeZone& zone);

} // namespace fingerpost::zone
