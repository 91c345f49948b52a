/// @file
/// Where calendars and contacts begin: the path beside their SRV records, or the well-known URL.
/// Spec: RFC 6764 §4, §5.
#pragma once

#include "check/row.hpp"
#include "check/srv_sight.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array dav_checks{
    Check{"dav-path-txt", Severity::warning, "RFC 6764 §4",
        "TXT beside the SRV records of CalDAV and CardDAV; when live, what answers at the path",
        "path= is missing, there are several, it does not begin with \"/\", is not the catalog's, or leads nowhere",
        "DAVx5, Thunderbird and Evolution begin at this path and find no calendars or contacts",
        "publish the path as the only one"},
    Check{"dav-wellknown", Severity::warning, "RFC 6764 §5",
        "/.well-known/caldav and /.well-known/carddav at each SRV target",
        "neither this URL nor a TXT record leads to the collections",
        "clients that know only the host ask the user for the URL",
        "redirect the URL to the server's root of collections, or publish path= beside the SRV records"},
};
// clang-format on

void judge_dav(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
