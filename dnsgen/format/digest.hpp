/// @file
/// A digest that notices accidents and edits, not attackers, and costs nothing beside the writing.
/// Home of libxxhash.
/// Spec: XXH64 of the xxHash specification, seed 0; `xxhsum -H1` prints the same.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::format {

/// 16 hexadecimal digits.
std::string digest(std::string_view octets);

} // namespace fingerpost::format
