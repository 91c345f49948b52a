/// @file
/// What name servers are told of the zones they hold: stanzas to include in their configuration.
/// Spec: the reference manuals of BIND 9.18, Knot DNS 3.2 and NSD 4.6.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// Errc::bad_request when the folder cannot stand in such a file.
Result<void> add_bind_conf(Output& out, const Domain& domain, const Settings& settings);

void begin_knot_conf(Output& out, const Settings& settings);
Result<void> add_knot_conf(Output& out, const Domain& domain, const Settings& settings);

Result<void> add_nsd_conf(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
