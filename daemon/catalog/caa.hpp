/// @file
/// Which certification authorities may issue for a domain, and how.
/// Spec: RFC 8659 §4.2, RFC 8657.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost {

/// "accounturi=…; validationmethods=dns-01" in its one form: each parameter once. "any" for none.
Result<std::string> parse_caa_parameters(std::string_view text);

inline constexpr std::string_view any_account = "any"; ///< an issuer without parameters
inline constexpr std::string_view no_issuer = "none";  ///< nobody may issue

} // namespace fingerpost
