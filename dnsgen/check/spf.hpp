/// @file
/// Whether SPF lets our servers send in the domain's name, and nobody without need.
/// Spec: RFC 7208.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array spf_checks{
    Check{"spf-missing", Severity::warning, "RFC 7208 §3", "TXT of the domain",
          "the domain has no SPF record",
          "anybody can send in its name, and large mail servers trust its mail less",
          "publish the record"},
    Check{"spf-multiple", Severity::error, "RFC 7208 §4.5", "TXT of the domain",
          "several records begin with v=spf1",
          "receivers take none of them (permerror)",
          "make one record of them"},
    Check{"spf-syntax", Severity::error, "RFC 7208 §4.6", "TXT of the domain, the records it includes",
          "a record does not follow the grammar, or leads to a name without SPF",
          "receivers take the whole record for void (permerror)",
          "mend the term, or take it out"},
    Check{"spf-lookups", Severity::error, "RFC 7208 §4.6.4", "all records that SPF leads to",
          "more than ten terms make receivers look something up, more than two find nothing, or it goes round in a circle",
          "receivers give up (permerror), some only for senders late in the record",
          "replace a, mx and include by ip4 and ip6, take out what you do not use"},
    Check{"spf-not-covering", Severity::error, "RFC 7208 §4", "SPF, evaluated for each address that mail leaves from",
          "the result is not pass",
          "receivers refuse our mail or take it for spam, and DMARC rests on DKIM alone",
          "add the address to the record"},
    Check{"spf-all", Severity::warning, "RFC 7208 §5.1, §5.5", "the terms of SPF",
          "all is missing, ?all or +all; something follows it; or ptr is used",
          "+all lets everybody send; without a verdict at the end SPF protects nothing; ptr is slow and passed over by some",
          "end the record with -all or ~all, without ptr"},
    Check{"spf-type99", Severity::info, "RFC 7208 §3.1", "the obsolete type SPF of the domain",
          "a record of type SPF is published",
          "nobody reads it any more, and it grows old beside the TXT record",
          "delete it"},
    Check{"spf-too-long", Severity::warning, "RFC 7208 §3.4", "size of the answer to TXT",
          "the TXT records of the domain do not fit into 1232 octets",
          "answers are cut; receivers that cannot ask over TCP see no SPF",
          "move verifications of other services to names of their own, or delete old ones"},
    Check{"spf-mx-limit", Severity::error, "RFC 7208 §4.6.4", "MX of each name that mx names",
          "mx leads to more than ten exchangers",
          "receivers give up (permerror)",
          "use ip4 and ip6 in its place"},
};
// clang-format on

void judge_spf(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
