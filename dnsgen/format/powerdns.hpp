/// @file
/// What PowerDNS takes by PATCH at /api/v1/servers/localhost/zones/ZONE.
/// Spec: the HTTP API of PowerDNS 4.7.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_powerdns(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
