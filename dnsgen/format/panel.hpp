/// @file
/// The fields that go into a DNS provider's web form, in columns: name, type, TTL, priority, value.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// Notes say what is lost where the form takes no "." as a target.
Result<void> add_panel(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
