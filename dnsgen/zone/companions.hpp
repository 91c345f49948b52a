/// @file
/// What goes with a domain's records but does not stand in its zone now: what others must publish
/// for it, and what waits.
#pragma once

#include "zone/zone.hpp"

#include <span>

namespace fingerpost::zone {

/// A row of the table.
struct Companion {
    std::string_view why; ///< "wait until the zone is signed: …", after "these records"
    Records (*find)(const Subject& subject);
};
std::span<const Companion> companions();

struct CompanionRecords {
    std::string_view why;
    Records records; ///< sorted, never empty
};

/// Those of the domain's rows that have any. None for a wildcard row.
std::vector<CompanionRecords> companions_of(const Subject& subject);

} // namespace fingerpost::zone
