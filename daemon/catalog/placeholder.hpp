/// @file
/// %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% in user names, host names and URLs.
/// Spec: draft-ietf-mailmaint-autoconfig, "Placeholders".
#pragma once

#include "catalog/address.hpp"

#include <string>
#include <string_view>

namespace fingerpost {

/// Every placeholder replaced in one pass, so that an address which spells a placeholder itself is
/// not expanded again. Anything else between percent signs stays.
std::string expand(std::string_view text, const Address& address);

/// Only %EMAILDOMAIN%: all that is known when a client did not say who asks.
std::string expand_domain(std::string_view text, std::string_view domain);

/// Where the first placeholder begins, or npos.
std::size_t first_placeholder(std::string_view text);

bool has_placeholder(std::string_view text);

} // namespace fingerpost
