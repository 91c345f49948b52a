/// @file
/// Which domains a verb is about: `DOMAIN…` or `--all`.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"

#include <string>
#include <vector>

namespace fingerpost::cli {

/// As parse_domain() gives them; none with --all. Errc::bad_request when both or neither was given.
Result<std::vector<std::string>> named_domains(const Arguments& arguments);

/// The same, sorted and each once; with --all those of the catalog, wildcard rows too.
Result<std::vector<std::string>> chosen_domains(const Arguments& arguments, const Catalog& catalog);

} // namespace fingerpost::cli
