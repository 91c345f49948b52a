/// @file
/// The SOA serial of a zone we write.
/// Spec: RFC 1982; the date form is RFC 1912 §2.2's.
#pragma once

#include "zone/serial.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace fingerpost::publish {

using zone::serial_before;

/// yyyymmdd00, or the one after `old` where that is later; never 0 (RFC 2136 §7.11).
std::uint32_t next_serial(std::optional<std::uint32_t> old, std::chrono::year_month_day today);

} // namespace fingerpost::publish
