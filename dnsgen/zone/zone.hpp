/// @file
/// What should be published for a domain: the table of record generators. A new kind of record is
/// a pair of files here and a row in zone.cpp.
#pragma once

#include "catalog/account_settings.hpp"
#include "zone/record.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

/// What the records say of our own host.
struct HostSettings {
    std::string public_hostname; ///< the discovery host's name, or its address; "": none known
    std::vector<std::string> addresses; ///< IPv4 and IPv6 of public_hostname
    std::uint32_t ttl = 3600;           ///< seconds
};

struct Subject {
    std::string_view domain; ///< as parse_domain() gives it
    const Offer& offer;
    const HostSettings& host;
    const std::string* held_pacc = nullptr; ///< Catalog::held_document()
};

/// A row of the table. `add` is given the subject as normalised() makes it, and appends.
struct Generator {
    std::string_view id;
    std::string_view spec;
    void (*add)(const Subject& subject, Records& records);
};
std::span<const Generator> generators();

/// Of the offer's records: its attribute dns_ttl, or else `otherwise`.
std::uint32_t ttl_of(const Offer& offer, std::uint32_t otherwise);

/// RFC 1035 §2.3.4, of an owner with its final dot.
inline constexpr std::size_t owner_max = 254;

/// All records that ought to exist for the domain, sorted by owner, type and data, without doubles.
/// None for a wildcard row: its domains are not known.
Records desired(const Subject& subject);

} // namespace fingerpost::zone
