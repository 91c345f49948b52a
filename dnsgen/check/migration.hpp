/// @file
/// Moving a domain here from where it is: the steps in their order, with the records of each.
/// Spec: RFC 1034 §3.6 (TTL), RFC 7208 §5.2, RFC 6376 §3.1.
#pragma once

#include "check/family.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct MigrationStep {
    std::string_view title;      ///< "lower the TTLs"
    std::string_view why;        ///< one sentence
    zone::Records withdraw = {}; ///< exactly these, as they stand now
    zone::Records publish = {};
    std::uint32_t wait = 0; ///< seconds to wait afterwards
};

struct Migration {
    std::vector<std::string> from; ///< the products recognised, "Microsoft 365"
    std::vector<std::string> open; ///< look-ups that nobody answered: the list may lack something
    std::vector<MigrationStep> steps; ///< those with something to do
};

/// Below this a TTL need not be lowered.
inline constexpr std::uint32_t short_ttl = 300;

/// Pure: asks `evidence` only, and is run again while that wants something.
Migration migration(const Subject& subject, Evidence& evidence);

} // namespace fingerpost::check
