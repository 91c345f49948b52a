/// @file
/// The data of records taken apart, for formats that keep the fields apart or quote by rules of
/// their own.
/// Spec: RFC 1035 §5.1.
#pragma once

#include "base/error.hpp"
#include "zone/record.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::format {

/// A field's octets: quotes taken away, escapes resolved.
std::string octets(std::string_view field);

/// Octets as they stand between the quotes of a zone file.
std::string escaped(std::string_view octets);

/// Names, addresses and numbers as they stand; of TXT the octets of its strings joined; of CAA the
/// value's octets; of TLSA the digits in one. Errc::unsupported for other types, and for TXT of
/// several strings that a reader who joins them would misread; Errc::bad_request for bad data.
Result<std::vector<std::string>> parts(const zone::Record& record);

using Set = std::span<const zone::Record>;

/// The records of sorted `records` by RRset.
std::vector<Set> sets(const zone::Records& records);

} // namespace fingerpost::format
