/// @file
/// The host that clients of Mozilla Autoconfig ask.
/// Spec: draft-ietf-mailmaint-autoconfig.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array autoconfig_checks{
    Check{"autoconfig-host-missing", Severity::error, "draft-ietf-mailmaint-autoconfig",
        "addresses of autoconfig.<domain>; when live, the well-known URL of the domain",
        "the name has no address, and the domain's own web server does not tell the settings",
        "Thunderbird, K-9 Mail, Geary and KMail find no settings and guess",
        "publish the record"},
    Check{"autoconfig-host-wrong", Severity::error, "draft-ietf-mailmaint-autoconfig",
        "addresses of autoconfig.<domain>; when live, its certificate",
        "the name leads to a stranger's server that does not tell the settings, or the certificate is not for it",
        "clients get another provider's settings, a web page, or none: Thunderbird for Android takes nothing without a valid certificate",
        "publish the record, or get a certificate for the name"},
    Check{"mailconf-txt", Severity::info, "draft-ietf-mailmaint-autoconfig",
        "TXT of the domain that begins with mailconf=",
        "its URL is not https, or not ours",
        "old clients that know this record fetch the settings there",
        "correct the URL, or delete the record: few clients look for it"},
};
// clang-format on

void judge_autoconfig(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
