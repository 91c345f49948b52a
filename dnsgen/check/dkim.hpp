/// @file
/// Whether verifiers find the keys that the domain's mail is signed with.
/// Spec: RFC 6376 §3.6, RFC 8301, RFC 8463.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array dkim_checks{
    Check{"dkim-missing", Severity::error, "RFC 6376 §3.6.2", "TXT of <selector>._domainkey for each selector",
          "the selector shows no key",
          "signatures by it cannot be verified: mail fails DKIM, and DMARC with it",
          "publish the key; where _domainkey is delegated or the name is an alias, in the zone it leads to"},
    Check{"dkim-mismatch", Severity::error, "RFC 6376 §3.6.1", "the key that the selector shows",
          "it is another key than ours",
          "every signature fails",
          "publish our key, or sign with the one that is published"},
    Check{"dkim-parse", Severity::error, "RFC 6376 §3.6.1", "the texts at the selector",
          "the record cannot be read, or there are several",
          "verifiers take it for no key, or any of them",
          "publish the record as one TXT, without the quotes and blanks of a form"},
    Check{"dkim-weak", Severity::warning, "RFC 8301 §3", "size and hashes of the key",
          "RSA has less than 2048 bits, or only SHA-1 is allowed",
          "below 1024 bits and with SHA-1 verifiers take no signature",
          "make a new key of 2048 bits under a new selector"},
    Check{"dkim-revoked", Severity::error, "RFC 6376 §3.6.1", "the key that the selector shows",
          "it is empty, while we sign with it",
          "every signature fails",
          "publish the key, or sign with another one"},
    Check{"dkim-testing", Severity::info, "RFC 6376 §3.6.1", "flags of the key",
          "the key is marked t=y",
          "verifiers may treat the mail as if it were not signed",
          "take t=y out when the test is over"},
    Check{"dkim-old-selector", Severity::info, "RFC 6376 §3.6.1", "selectors that were ours before",
          "a retired key is still published after seven days, or one that is to be revoked",
          "who has got hold of the old private key can still sign in the domain's name",
          "delete the record, or leave p= empty"},
};
// clang-format on

void judge_dkim(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
