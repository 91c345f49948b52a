/// @file
/// A zone of octoDNS's YamlProvider, meant as a source beside that of the other records.
/// Spec: octoDNS 1, docs/records.md.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// In the order of names that octoDNS insists on.
Result<void> add_octodns(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
