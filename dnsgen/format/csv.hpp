/// @file
/// A table for spreadsheets: domain, name, ttl, type and value.
/// Spec: RFC 4180.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

void begin_csv(Output& out, const Settings& settings);
Result<void> add_csv(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
