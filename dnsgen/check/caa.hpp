/// @file
/// Whether our certification authorities may issue for the names we need certificates of.
/// Spec: RFC 8659, RFC 8657.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array caa_checks{
    Check{"caa-blocks-issuer", Severity::error, "RFC 8659 §3, §4.2, RFC 8657", "CAA of each name that needs a certificate, and of the domains it lies in",
          "the authority in use is not among those that may issue, or account or method do not fit",
          "the next renewal fails, and clients see an expired certificate",
          "publish a record for the authority beside the others"},
    Check{"caa-syntax", Severity::error, "RFC 8659 §4.1", "the CAA records",
          "a record does not follow the grammar",
          "authorities take it for one that allows nobody",
          "mend the record"},
    Check{"caa-unknown-critical", Severity::error, "RFC 8659 §4.1", "flags and tags of the CAA records",
          "a record with a tag that nobody knows is marked critical",
          "authorities must refuse to issue",
          "clear the flag, or delete the record"},
    Check{"caa-missing", Severity::info, "RFC 8659 §3", "CAA of the domain and the domains it lies in",
          "there is none",
          "any authority may issue for the domain",
          "publish one record for each authority you use"},
};
// clang-format on

void judge_caa(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
