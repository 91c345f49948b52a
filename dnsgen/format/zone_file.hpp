/// @file
/// The two kinds of file BIND reads. Plain appends, no ldns: a hoster writes 100,000 zones at a
/// time.
/// Spec: RFC 1035 §5, RFC 2308 §4.
#pragma once

#include "base/error.hpp"
#include "zone/name_server.hpp"
#include "zone/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::format {

struct Domain;
struct Output;
struct Settings;

/// What a whole zone needs besides our records.
struct ZoneSettings {
    std::vector<zone::NameServer> name_servers;
    std::string hostmaster;   ///< a mail address or a name; "": hostmaster at the zone
    std::uint32_t ttl = 3600; ///< of everything that states none
    std::uint32_t serial = 1;
    std::uint32_t refresh = 7200;
    std::uint32_t retry = 3600;
    std::uint32_t expire = 1209600;
    std::uint32_t negative_ttl = 300; ///< how long "no such name" is remembered (RFC 2308)
};

/// A zone that loads as it stands. `records` are sorted, all inside `domain`. Errc::bad_request
/// names the setting that is missing; Errc::conflict what would keep the zone from loading.
Result<std::string>
zone_file(std::string_view domain, const zone::Records& records, const ZoneSettings& settings);

/// Lines for a zone file that the operator keeps: every TTL stated and no $TTL, which BIND would
/// let leak into the including file.
std::string snippet(std::string_view domain, const zone::Records& records);

Result<void> add_bind_zone(Output& out, const Domain& domain, const Settings& settings);
Result<void> add_bind_snippet(Output& out, const Domain& domain, const Settings& settings);

/// The serial in a text of zone_file() or catalog.hpp; none in any other.
std::optional<std::uint32_t> serial_of(std::string_view zone_text);

} // namespace fingerpost::format
