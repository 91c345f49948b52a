/// @file
/// Whether other mail servers learn that they must use TLS towards ours, and can.
/// Spec: RFC 8461.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array mta_sts_checks{
    Check{"mtasts-record", Severity::error, "RFC 8461 §3.1", "TXT of _mta-sts below the domain",
          "the record is missing although there is a policy, cannot be read, or there are several",
          "senders take the domain for one without policy, and deliver without TLS where they are made to",
          "publish the record"},
    Check{"mtasts-policy", Severity::error, "RFC 8461 §3.2, §3.3", "https://mta-sts.<domain>/.well-known/mta-sts.txt",
          "the policy is not served as text/plain with a certificate for its host, or cannot be read",
          "senders get no policy, or keep the one they know until it ends",
          "serve the policy under that very address, without redirection"},
    Check{"mtasts-mx", Severity::error, "RFC 8461 §4.1", "mx of the policy, MX of the domain",
          "an exchanger is not in the policy, or the policy names others",
          "in mode enforce senders do not deliver to an exchanger that is not in it",
          "make MX and policy name the same hosts, and change the id"},
    Check{"mtasts-id-stale", Severity::error, "RFC 8461 §3.1", "the policy and the id, now and the last time",
          "the policy has changed, its id has not",
          "senders that know the policy never look at the new one before max_age ends",
          "publish a new id"},
};
// clang-format on

void judge_mta_sts(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
