/// @file
/// `attribute set --file`: the value that a file stands for.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::cli {

/// A picture becomes a data: URL (RFC 2397), a PEM key or a TXT record a DKIM record, a certificate
/// or a key the digests of TLSA; anything else stays as it is. Errc::not_found when the file cannot
/// be read, Errc::bad_request when it does not hold what the attribute needs.
Result<std::string> value_of_file(std::string_view attribute, const std::string& path);

} // namespace fingerpost::cli
