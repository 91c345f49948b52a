/// @file
/// Calls for DNSControl's dnsconfig.js. D_EXTEND adds to a domain that D() has set up, so that the
/// records which are not ours stay.
/// Spec: DNSControl 4, language reference.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_dnscontrol(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
