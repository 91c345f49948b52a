/// @file
/// Sources that clients choose between, held against each other and against what listens; and the
/// certificates of the hosts where they are found.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

namespace fingerpost::check {

// clang-format off
inline constexpr std::array consistency_checks{
    Check{"cross-source-consistency", Severity::error, "RFC 6186 §3, RFC 8314 §5.1",
          "Host, port and TLS of each service in Autoconfig, Autodiscover, profile, PACC, SRV records, and what listens there",
          "Two of them say different things",
          "Which server a user gets depends on the client, and some of them fail",
          "Correct the source that is wrong; those that come from here agree"},
    Check{"cert-covers-discovery-name", Severity::error, "RFC 9525 §6, RFC 6186 §6, RFC 8461 §3.3",
          "Certificates of the hosts where settings and policies are fetched, and of SRV targets",
          "The host's name is not on the certificate",
          "Clients and mail servers do not take what they are told there",
          "Have the name added to the certificate"},
};
// clang-format on

void judge_consistency(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
