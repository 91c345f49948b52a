/// @file
/// The two kinds of file BIND reads. Plain appends, no ldns: a hoster writes 100,000 zones at a
/// time.
/// Spec: RFC 1035 §5, RFC 2308 §4.
#pragma once

#include "base/error.hpp"
#include "zone/record.hpp"
#include "zone/whole_zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::format {

struct Domain;
struct Output;
struct Settings;

using zone::ZoneSettings;

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
