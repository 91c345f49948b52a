/// @file
/// Why a server answers as it does, in its own words.
/// Spec: RFC 8914 (Extended DNS Errors); the codes are those of its IANA registry.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::resolve {

/// The Extended DNS Errors among the options of an OPT record: "DNSKEY Missing: no DNSKEY matches",
/// several joined by "; ", "" when there are none. One line of UTF-8 without control characters,
/// whatever the server has sent.
std::string extended_errors(std::string_view options);

} // namespace fingerpost::resolve
