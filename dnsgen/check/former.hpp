/// @file
/// What a former provider has left behind; former_provider.hpp knows the signs.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array former_checks{
    Check{"former-provider", Severity::warning, "RFC 6186 §3, RFC 7208 §5.2, [MS-OXDISCO]",
        "MX, SPF, SRV and the names of Autodiscover and Autoconfig, held against a table of providers",
        "records of a provider the catalog does not know still stand there",
        "clients and servers that read them are led to a provider the domain has left",
        "delete exactly these records"},
    Check{"former-verification", Severity::info, "draft-ietf-dnsop-domain-verification-techniques",
        "TXT of the domain, held against a table of providers",
        "a record proves to a former provider that the domain is its customer's",
        "it does no harm, but tells the world whose customer the domain was",
        "delete it, unless another service of that provider is in use"},
};
// clang-format on

void judge_former(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
