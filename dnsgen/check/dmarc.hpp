/// @file
/// Whether receivers know what to do with mail that only claims to be the domain's.
/// Spec: RFC 7489 §6, §7.1; RFC 9989; RFC 9990.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array dmarc_checks{
    Check{"dmarc-missing", Severity::warning, "RFC 9989, RFC 7489 §6.6.3", "TXT of _dmarc below the domain and the domains it lies in",
          "neither the domain nor its organisation has a DMARC record",
          "receivers do with forged mail what they like; large ones want a record from bulk senders",
          "publish the record; p=none is a beginning"},
    Check{"dmarc-multiple", Severity::error, "RFC 7489 §6.6.3", "TXT of _dmarc",
          "several records begin with v=DMARC1",
          "receivers take none of them",
          "leave one of them"},
    Check{"dmarc-syntax", Severity::error, "RFC 7489 §6.4", "the DMARC record",
          "the record does not follow the grammar",
          "receivers take it for none, or pass over the tag",
          "mend the tag"},
    Check{"dmarc-policy-weak", Severity::warning, "RFC 7489 §6.3", "p, sp, pct and t",
          "p=none for more than 30 days, sp weaker than p, or only a part is treated so",
          "forged mail still arrives",
          "when the reports show that all of your mail passes, ask for quarantine or reject"},
    Check{"dmarc-external-rua", Severity::error, "RFC 7489 §7.1, RFC 9990", "TXT of <domain>._report._dmarc at each foreign destination",
          "the destination does not say that it takes reports about this domain",
          "no reports are sent there",
          "have its operator publish the record, or name another destination"},
    Check{"dmarc-alignment", Severity::warning, "RFC 7489 §3.1", "DKIM keys and SPF of the domain",
          "neither DKIM nor SPF can pass in the domain's name",
          "all of its mail fails DMARC",
          "sign with a key of the domain, or publish SPF"},
};
// clang-format on

void judge_dmarc(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
