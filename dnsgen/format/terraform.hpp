/// @file
/// Resources of Terraform's provider hashicorp/dns, which sends them as RFC 2136 updates.
/// Spec: HCL native syntax; hashicorp/dns 3.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_terraform(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
