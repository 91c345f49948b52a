/// @file
/// An array of objects, for programs.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_json(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
