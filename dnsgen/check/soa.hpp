/// @file
/// Family "soa": the record by which a zone's servers keep in step.
/// Spec: RFC 1035 §3.3.13, RFC 1912 §2.2, RFC 1982.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array soa_checks{
    Check{"serial-not-increased", Severity::error, "RFC 1034 §4.3.5, RFC 1982 §3",
        "serial of the zone's SOA record, and whether our names answer otherwise than the last time",
        "the zone has changed and its serial has not, or the serial went backwards",
        "secondary servers do not fetch the change and go on answering with the old records",
        "raise the serial and reload the zone"},
    Check{"soa-sane", Severity::warning, "RFC 1912 §2.2, RFC 1035 §3.3.13",
        "times and mailbox of the zone's SOA record",
        "retry is not shorter than refresh, expire is shorter than a week, or the mailbox holds an @",
        "secondary servers notice changes late, or drop the zone while its primary is being repaired",
        "set refresh 7200, retry 900, expire 1209600, and write the mailbox with a dot in place of the @"},
};
// clang-format on

void judge_soa(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
