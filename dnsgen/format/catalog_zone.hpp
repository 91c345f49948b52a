/// @file
/// A zone that lists zones, from which secondaries learn which they hold.
/// Spec: RFC 9432.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// Names are relative: the zone is called as the name server is told.
void begin_catalog_zone(Output& out, const Settings& settings);
Result<void> add_catalog_zone(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
