/// @file
/// Mail domains as names: one spelling for comparing, one for people.
/// Spec: RFC 1123 §2.1 (host names), RFC 5891 (IDNA2008).
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost {

/// The one form in which names are stored and compared: A-labels, lower case, no final dot.
/// Errc::bad_request for anything that is no host name; 253 characters at most.
Result<std::string> parse_domain(std::string_view text);

/// Also "*" and "*.example.com", the rows that answer for more than one domain.
Result<std::string> parse_domain_pattern(std::string_view text);

/// U-labels for display; the name itself where it cannot be decoded.
std::string unicode_domain(const std::string& domain);

/// Letters, digits and hyphens in labels of 1 to 63, not at their ends; 253 in all.
bool is_host_name(std::string_view text);

/// Dotted IPv4 or IPv6 without brackets.
bool is_ip_address(std::string_view text);

} // namespace fingerpost
