/// @file
/// Whether the keys that DANE promises are the ones that servers show.
/// Spec: RFC 6698, RFC 7671, RFC 7672, RFC 8461 §4.2.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array tlsa_checks{
    Check{"tlsa-match", Severity::error, "RFC 7672 §3.1, RFC 7671 §8.1", "TLSA of each service, the certificates it shows, the key that comes next",
          "no record matches what the server shows, or one of ours is not published",
          "senders with DANE do not deliver, now or as soon as the next key is used",
          "publish the record of the key in use and of the next one before it is used"},
    Check{"tlsa-params", Severity::warning, "RFC 7672 §3.1, RFC 6698 §2.1", "fields of the TLSA records",
          "a field has a value that nobody uses, or the digest is none",
          "senders pass over the record, or it can never match",
          "publish 3 1 1 with the SHA-256 of the public key"},
    Check{"tlsa-insecure", Severity::warning, "RFC 7672 §2.2", "AD of the answers with TLSA and MX",
          "TLSA or MX cannot be verified by DNSSEC",
          "senders pass over the TLSA records",
          "sign the zone and have its DS published, or withdraw the TLSA records"},
    Check{"tls-cert-vs-mx", Severity::error, "RFC 8461 §4.2", "the certificate that each exchanger shows on port 25",
          "it is not trusted, or does not carry the exchanger's name",
          "senders that follow MTA-STS do not deliver",
          "get a certificate with the exchanger's name from a public authority, and serve its whole chain"},
};
// clang-format on

void judge_tlsa(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
