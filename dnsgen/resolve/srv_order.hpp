/// @file
/// The order in which a client tries the targets of SRV records (RFC 2782).
#pragma once

#include "resolve/answer.hpp"

#include <functional>

namespace fingerpost::resolve {

/// A random number from 0 to the given one, both included.
using Lottery = std::function<std::uint32_t(std::uint32_t)>;

/// Ascending priority; within one, drawn by weight.
std::vector<Srv> in_order(std::vector<Srv> records, const Lottery& draw);

} // namespace fingerpost::resolve
