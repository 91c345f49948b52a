/// @file
/// The database of the configuration in force, as the verbs open it.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"
#include "storage/sql.hpp"

#include <memory>

namespace fingerpost::cli {

/// For verbs that change something: made when absent, brought up to date. Throws SqlError.
Result<std::unique_ptr<storage::Connection>> open_for_change(const app::Settings& settings);

/// For verbs that only look: of any revision, never changed. Throws SqlError.
Result<std::unique_ptr<storage::Connection>> open_for_reading(const app::Settings& settings);

/// All there is, for verbs that show what the daemon would answer. Throws SqlError.
Result<Catalog> load_catalog(const app::Settings& settings);

/// Prints `fingerpost: <what>` and gives the exit code.
int failed(Io& io, const Error& error);

} // namespace fingerpost::cli
