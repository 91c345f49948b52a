/// @file
/// A table for wikis, tickets and mails.
/// Spec: GitHub Flavored Markdown, tables.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_markdown(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
