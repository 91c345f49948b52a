/// @file
/// The zone that tells secondaries which zones there are, so that they take them up and drop them
/// by themselves.
/// Spec: RFC 9432 §4.
#pragma once

#include "zone/record.hpp"
#include "zone/whole_zone.hpp"

#include <span>
#include <string>
#include <string_view>

namespace fingerpost::zone {

ZoneHead catalog_head(std::string_view catalog);

/// Its NS and its version.
Records catalog_frame(std::string_view catalog);

/// A member's label depends on nothing but its name: consumers forget what they know of a zone
/// whose label changes (RFC 9432 §5.4).
std::string catalog_label(std::string_view member);
Record catalog_member(std::string_view catalog, std::string_view member);

/// The whole zone but its SOA.
Records catalog_zone(std::string_view catalog, std::span<const std::string> members);

} // namespace fingerpost::zone
