/// @file
/// Who may send mail in a domain's name.
/// Spec: RFC 7208.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost {

/// The record in its one form: single blanks, names in lower case. Errc::unsupported names the term
/// that is wrong; so for more than ten terms that make receivers look things up (§4.6.4), and terms
/// that nobody would read (§5.1).
Result<std::string> parse_spf(std::string_view text);

/// Of a domain that sends no mail.
inline constexpr std::string_view no_sender_spf = "v=spf1 -all";

} // namespace fingerpost
