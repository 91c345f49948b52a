/// @file
/// Calendars and contacts by RFC 6764: where a client begins, and whether what it finds is a DAV
/// server.
#pragma once

#include "base/error.hpp"
#include "http/url.hpp"
#include "resolve/answer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::trace {

struct DavRules {
    std::string_view source;
    bool falls_back = false;   ///< to the domain itself when there is no SRV record
    bool probes = false;       ///< asks each URL, and takes what answers as a DAV server
    bool any_case_key = false; ///< of "path=" in TXT records
};

extern const DavRules davx5_dav;
extern const DavRules evolution_dav;

/// The values of `path=` in TXT records that begin with '/' (RFC 6764 §4).
std::vector<std::string> paths_of(const DavRules& rules, const std::vector<std::string>& texts);

/// The body of a PROPFIND for current-user-principal, Depth 0.
std::string principal_request();

/// The principal's path or URL in a 207 body. Errc::bad_request when none is told.
Result<std::string> read_principal(std::string_view multistatus);

} // namespace fingerpost::trace
