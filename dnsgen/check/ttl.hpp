/// @file
/// Family "ttl": how long answers about the desired records are kept by others, at the servers of
/// their zones.
/// Spec: RFC 2181 §5.2, §8, RFC 2308 §5.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array ttl_checks{
    Check{"ttl-too-long", Severity::warning, "RFC 1912 §2.2, RFC 2181 §8",
        "TTL of each record we want published",
        "it is longer than a day for SRV, CNAME and MX, or longer than a week",
        "a mistake or a move keeps part of the clients at the old servers for that long",
        "set the TTL to an hour, at most a day"},
    Check{"ttl-too-short", Severity::warning, "RFC 1912 §2.2",
        "TTL of each record we want published",
        "it is shorter than a minute, and shorter than we want it",
        "every client asks the name servers anew, and a short failure of these is felt at once",
        "set the TTL to an hour"},
    Check{"ttl-before-change", Severity::info, "RFC 1034 §3.6",
        "TTL of published records that have to change",
        "the former answer is kept for longer than five minutes after the change",
        "some clients go on using the former servers while others use the new ones",
        "lower the TTL to 300 first, wait for as long as the old TTL, then change the record"},
    Check{"ttl-mixed-rrset", Severity::warning, "RFC 2181 §5.2",
        "TTLs of the records of one name and type",
        "they differ",
        "resolvers drop part of the set, or all of it, before its time",
        "give all records of the name and type the same TTL"},
    Check{"negative-ttl", Severity::warning, "RFC 2308 §5",
        "TTL and last number of the zone's SOA record",
        "others remember for more than an hour that a name does not exist",
        "a record that was just published stays missing for whoever asked before",
        "lower the last number of the SOA record (MINIMUM) to 3600 or less"},
};
// clang-format on

void judge_ttl(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
