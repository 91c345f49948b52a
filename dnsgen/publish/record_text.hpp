/// @file
/// RRsets as the registry keeps them: relative to their domain, so that the many domains that were
/// told the same share one text.
#pragma once

#include "base/error.hpp"
#include "publish/diff.hpp"

#include <string>
#include <string_view>

namespace fingerpost::publish {

/// One value a line: "_imaps._tcp 3600 SRV 0 1 993 imap.example.net.". "" for none.
std::string to_text(const RRsets& sets, std::string_view domain);

/// Of to_text(). Errc::bad_request names the line that is something else.
Result<RRsets> from_text(std::string_view text, std::string_view domain);

/// Tells whether the same is desired as before: 16 hexadecimal digits over the records, relative
/// to the domain.
std::string digest_of(const zone::Records& records, std::string_view domain);

} // namespace fingerpost::publish
