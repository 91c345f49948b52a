/// @file
/// Whether mail to the domain finds its way to our servers.
/// Spec: RFC 5321 §5.1, RFC 2181 §10.3, RFC 7505.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array mx_checks{
    Check{"mx-missing", Severity::error, "RFC 5321 §5.1", "MX of the domain",
          "the domain has no MX record",
          "mail servers try the addresses of the domain itself then, where often no mail server listens",
          "publish the MX records"},
    Check{"mx-foreign", Severity::warning, "RFC 5321 §5.1", "MX of the domain, their addresses, our exchangers",
          "an exchanger is none of ours, neither by name nor by address",
          "mail goes to others, perhaps to a former provider; a filter that passes it on to us is legal",
          "point MX at our exchangers, or leave it where a filter of yours stands before them"},
    Check{"mx-cname", Severity::warning, "RFC 2181 §10.3", "A and AAAA of each exchanger",
          "the exchanger is an alias",
          "most mail servers cope; some refuse it, and BIND may refuse the zone (check-mx-cname)",
          "name the host that the alias leads to"},
    Check{"mx-ip", Severity::error, "RFC 1035 §3.3.9", "MX of the domain",
          "the exchanger is written as an address",
          "DNS takes it for a name that does not exist: no mail arrives",
          "name the host, and give it the address"},
    Check{"mx-no-address", Severity::error, "RFC 5321 §5.1", "A and AAAA of each exchanger",
          "the exchanger has no address",
          "mail servers skip it; when no other is left, mail comes back",
          "publish the host's address, or name another host"},
    Check{"mx-duplicate-addr", Severity::info, "RFC 5321 §5.1", "A and AAAA of each exchanger",
          "two exchangers have an address in common",
          "the second one is no reserve: both fail together",
          "leave one of them out unless that is wanted"},
    Check{"nullmx-mixed", Severity::error, "RFC 7505 §3", "MX of the domain",
          "\"0 .\" stands beside exchangers",
          "some senders refuse to send at all, others use the exchangers",
          "keep one of both"},
    Check{"nullmx-but-used", Severity::error, "RFC 7505 §3", "MX of the domain, the services offered",
          "the domain says that it takes no mail, but it has mailboxes",
          "mail servers send back at once what is for these mailboxes",
          "replace \"0 .\" by the exchangers"},
};
// clang-format on

void judge_mx(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
