/// @file
/// The discovery documents as clients get them, against those that the catalog renders: both are
/// read by the same readers, and what counts is what clients would be set up with.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

namespace fingerpost::check {

// clang-format off
inline constexpr std::array document_checks{
    Check{"autoconfig-content", Severity::error, "draft-ietf-mailmaint-autoconfig",
          "The Autoconfig document at each URL of Thunderbird's, read as each client reads it",
          "There is none, or a client would be set up with something else than the catalog says",
          "Thunderbird, K-9 Mail, Evolution, KMail and others set up accounts from it",
          "Lead the name to this daemon, or correct what answers there"},
    Check{"autodiscover-content", Severity::error, "[MS-OXDSCLI] §2.2.4, [MS-OXDISCO] §3.1.5",
          "The Autodiscover document, asked for as Outlook does: by name, redirection and SRV record",
          "There is none, or a client would be set up with something else than the catalog says",
          "Outlook and others set up accounts from it",
          "Lead the name to this daemon, or correct what answers there"},
    Check{"autodiscover-json-content", Severity::warning, "Autodiscover in JSON, as captured of Exchange",
          "The URL that Autodiscover tells in JSON for each protocol that is offered",
          "There is none, or it is another one than the catalog says",
          "Newer Outlook and phones ask there first",
          "Lead the name to this daemon, or correct what answers there"},
    Check{"mobileconfig-content", Severity::error, "Apple device management",
          "The configuration profile at our own host",
          "There is none, it cannot be read, or it says something else than the catalog",
          "iPhones, iPads and Macs are set up with it",
          "Correct the web server or proxy before this daemon, or the signature"},
    Check{"pacc-content", Severity::error, "draft-ietf-mailmaint-pacc",
          "The document user-agent-configuration.json",
          "There is none, or it names other servers than the catalog",
          "Clients of PACC set up accounts from it",
          "Lead the name to this daemon, or correct what answers there"},
};
// clang-format on

void judge_documents(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check
