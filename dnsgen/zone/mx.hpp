/// @file
/// Where the domain takes its mail, or that it takes none.
/// Spec: RFC 5321 §5.1, RFC 7505.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

/// Says that a name takes no mail (RFC 7505 §3).
inline constexpr std::string_view null_mx = "0 .";
inline constexpr Reason no_mx{
    Grade::recommended, "tells mail servers that this name takes no mail", "", "RFC 7505 §3"};

void add_mx(const Subject& subject, Records& records);

} // namespace fingerpost::zone
