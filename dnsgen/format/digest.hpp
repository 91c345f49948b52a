/// @file
/// A digest that notices accidents and edits, not attackers, and costs nothing beside the writing.
/// Spec: XXH64 of the xxHash specification, seed 0; `xxhsum -H1` prints the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::format {

std::uint64_t xxh64(std::string_view octets);

/// 16 hexadecimal digits.
std::string digest(std::string_view octets);

} // namespace fingerpost::format
