/// @file
/// Columns for people, with the reason for each record.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_table(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
