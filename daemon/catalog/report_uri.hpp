/// @file
/// Where reports about a domain's mail go: lists of URIs in DMARC, TLSRPT and CAA.
/// Spec: RFC 7489 §6.2, RFC 8460 §3, RFC 8659 §4.4.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

enum class ReportsBy { mail, mail_or_https };

/// Commas separate them, so that `,`, `!` and `;` stand percent-encoded inside. May hold
/// %EMAILDOMAIN%.
Result<std::vector<std::string>> parse_report_uris(std::string_view text, ReportsBy by);

/// The domain of the mailbox; "" for other URIs.
std::string mail_domain_of(std::string_view uri);

} // namespace fingerpost
