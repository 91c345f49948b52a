/// @file
/// Whether other mail servers know where to report that TLS towards ours fails.
/// Spec: RFC 8460 §3.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array tlsrpt_checks{
    Check{"tlsrpt", Severity::warning, "RFC 8460 §3", "TXT of _smtp._tls below the domain, MTA-STS and TLSA of it",
          "the record is missing although MTA-STS or DANE is in use, cannot be read, or there are several",
          "you do not learn that senders cannot deliver because of TLS",
          "publish the record"},
};
// clang-format on

void judge_tlsrpt(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
