/// @file
/// Where clients look for a domain's discovery documents, and what they get there.
/// Spec: draft-ietf-mailmaint-autoconfig, [MS-OXDISCO] §3.1.5, draft-ietf-mailmaint-pacc.
#pragma once

#include "check/family.hpp"
#include "check/web_page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct DocumentPlace {
    std::string name; ///< the URL without what is asked, or "_autodiscover._tcp.example.com SRV"
    PageQuery query;
    WebPage found;
};
using DocumentPlaces = std::vector<DocumentPlace>;

/// A made-up user of the domain; that there is such a mailbox is no secret (RFC 5321 §4.5.1).
Address asking_address(const Subject& subject);

/// In the order in which Thunderbird prefers them.
DocumentPlaces autoconfig_places(const Subject& subject, Evidence& evidence);

/// autodiscover.<domain>, where plain HTTP leads from there, and the target of the SRV record.
DocumentPlaces autodiscover_places(const Subject& subject, Evidence& evidence);

/// `protocol`: "AutodiscoverV1", "ActiveSync", "Ews".
DocumentPlaces json_places(const Subject& subject, Evidence& evidence, std::string_view protocol);

/// None where our own host has no name.
DocumentPlaces profile_places(const Subject& subject, Evidence& evidence);

DocumentPlaces pacc_places(const Subject& subject, Evidence& evidence);

/// POST of an Autodiscover request.
PageQuery autodiscover_query(const Subject& subject, std::string url);

/// Whether we want the name published: "autoconfig" for autoconfig.<domain>.
bool is_desired(const Subject& subject, std::string_view label);

} // namespace fingerpost::check
