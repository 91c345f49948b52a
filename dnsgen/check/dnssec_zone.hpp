/// @file
/// The steps in which family "dnssec" judges one zone at its own servers.
#pragma once

#include "check/desired_sets.hpp"

namespace fingerpost::check {

/// One zone on its way through the checks.
struct DnssecZone {
    const Subject& subject;
    Evidence& evidence;
    Findings& findings;
    const ZoneSets& sets;
    const resolve::Answer* ds; ///< by the zone above; not null

    const std::string& name() const { return sets.zone.name; }
};

/// dnssec-expiring.
void judge_signatures(DnssecZone& zone);

/// ds-stale.
void judge_delegation_signers(DnssecZone& zone);

} // namespace fingerpost::check
