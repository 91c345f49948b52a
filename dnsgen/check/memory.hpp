/// @file
/// What checks remember from one time to the next while they learn nothing.
#pragma once

#include "check/family.hpp"

#include <string_view>

namespace fingerpost::check {

/// Remembers again what was remembered under keys that begin like this. For a check that cannot
/// tell this time: what is not said again is forgotten.
void keep_memory(const Subject& subject, Findings& findings, std::string_view beginning);

} // namespace fingerpost::check
