/// @file
/// The order of SOA serials, which wrap.
/// Spec: RFC 1982 §3.2.
#pragma once

#include <cstdint>

namespace fingerpost::zone {

/// Whether `a` comes before `b`. Numbers 2^31 apart have no order.
bool serial_before(std::uint32_t a, std::uint32_t b);

} // namespace fingerpost::zone
