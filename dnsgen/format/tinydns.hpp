/// @file
/// Lines for tinydns's file data, beside those of the zone itself.
/// Spec: tinydns-data(8).
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_tinydns(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
