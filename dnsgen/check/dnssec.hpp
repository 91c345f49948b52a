/// @file
/// Family "dnssec": whether the domain's zones are signed, and whether resolvers that check
/// signatures can use what is published.
/// Spec: RFC 4033, RFC 4034, RFC 4035.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array dnssec_checks{
    Check{"dnssec-bogus", Severity::error, "RFC 4035 §5.5",
        "each record we want published, by the resolver with and without its check of signatures",
        "there is an answer, but its signatures do not hold",
        "whoever uses a resolver that checks signatures does not find the domain at all",
        "sign the zone anew, or let the registrar publish the DS record of the present key, or remove it"},
    Check{"dnssec-expiring", Severity::warning, "RFC 4034 §3.1.5, RFC 6781 §4.4.2",
        "signature of the SOA record at every address of the zone's name servers",
        "it ends soon, has ended, or is not there although the zone is delegated as signed",
        "from that moment on the domain does not exist for resolvers that check signatures",
        "sign the zone anew, and see why that does not happen by itself; a lagging secondary needs a transfer"},
    Check{"dnssec-insecure", Severity::info, "RFC 4035 §4.3",
        "DS of the zone at the servers of the zone above",
        "the zone is not signed, or not delegated as signed",
        "answers can be forged, and mail servers ignore its TLSA records",
        "sign the zone and hand the DS record to the registrar"},
    Check{"dnssec-target-insecure", Severity::warning, "RFC 7672 §2.2.1, RFC 7673 §3.1",
        "addresses of the hosts that MX and SRV of a signed domain lead to",
        "the zone of the host is not signed",
        "the chain of trust ends there: TLSA records of the host are ignored, its addresses can be forged",
        "sign the zone of the host, or name a host in a signed zone"},
    Check{"ds-stale", Severity::error, "RFC 4035 §5.2, RFC 6781 §4.1.2",
        "DS of the zone at the servers of the zone above, and DNSKEY at its own",
        "no DS record stands for a key that the zone has",
        "resolvers that check signatures take every answer of the zone for forged",
        "let the registrar publish the DS record of the present key"},
};
// clang-format on

void judge_dnssec(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
