/// @file
/// A Domain Connect template: the records of a domain, made general. Names inside the domain
/// become relative, or hold %domain%.
/// Spec: draft-ietf-dconn-domainconnect-05 §6.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// The ids are placeholders until a DNS provider has agreed on others.
Result<void> add_domain_connect(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
