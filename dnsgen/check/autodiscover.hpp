/// @file
/// Where Microsoft clients find their settings.
/// Spec: [MS-OXDISCO] §3.1.5.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array autodiscover_checks{
    Check{"autodiscover-missing", Severity::warning, "[MS-OXDISCO] §3.1.5",
        "addresses of autodiscover.<domain>, and SRV of _autodiscover._tcp",
        "neither of them leads to us",
        "Outlook and other clients of Autodiscover find no settings, or another server's",
        "publish one of both"},
    Check{"autodiscover-conflict", Severity::warning, "[MS-OXDISCO] §3.1.5",
        "addresses of autodiscover.<domain>, and SRV of _autodiscover._tcp",
        "they lead to different hosts",
        "clients ask the name first and never come to the SRV record; some ask both and take what answers first",
        "delete the one that is not ours"},
    Check{"autodiscover-root-shadow", Severity::warning, "[MS-OXDISCO] §3.1.5",
        "https://<domain>/autodiscover/autodiscover.xml",
        "the domain's own web server answers with something else",
        "Outlook asks there before it asks autodiscover.<domain>, and may stop there or ask for a password",
        "let the web server answer 404 there, or redirect to us"},
    Check{"autodiscover-foreign-left", Severity::error, "[MS-OXDISCO] §3.1.5",
        "alias of autodiscover.<domain>, and SRV of _autodiscover._tcp",
        "a former provider's host stands there, although mail is elsewhere",
        "Outlook is set up for an account at the former provider, and sends the user's password there",
        "delete the record and publish ours"},
};
// clang-format on

void judge_autodiscover(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
