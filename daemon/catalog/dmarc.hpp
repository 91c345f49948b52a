/// @file
/// The DMARC policy of a domain, as readers of the old and of the new specification take it.
/// Spec: RFC 7489 §6.3, RFC 9989.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

struct DmarcRecord {
    std::string text; ///< in its one form
    std::string policy;
    std::vector<std::string> reports_to; ///< URIs of rua and ruf; may hold %EMAILDOMAIN%
};

/// Errc::unsupported says which tag is wrong. `p` is wanted and stands second, as RFC 7489 has it.
Result<DmarcRecord> parse_dmarc(std::string_view text);

} // namespace fingerpost
