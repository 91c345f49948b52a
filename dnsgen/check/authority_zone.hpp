/// @file
/// The steps in which family "authority" judges one zone.
#pragma once

#include "check/desired_sets.hpp"

#include <string>
#include <vector>

namespace fingerpost::check {

/// One zone on its way through the checks.
struct AuthorityZone {
    const Subject& subject;
    Evidence& evidence;
    Findings& findings;
    const ZoneSets& sets;
    std::vector<ZoneServer> good = {}; ///< the servers that have the zone; judge_servers() fills it

    const std::string& name() const { return sets.zone.name; }
};

/// auth-lame, auth-unreachable.
void judge_servers(AuthorityZone& zone);

/// auth-tcp.
void judge_tcp(AuthorityZone& zone);

/// auth-disagree.
void judge_agreement(AuthorityZone& zone);

/// resolver-vs-auth.
void judge_resolver(AuthorityZone& zone);

/// parent-child-ns.
void judge_delegation(AuthorityZone& zone);

/// rcode-noise.
void judge_empty_names(AuthorityZone& zone);

/// case-0x20.
void judge_letter_case(AuthorityZone& zone);

} // namespace fingerpost::check
