/// @file
/// The database of the configuration in force, as the verbs open it.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"
#include "storage/sql.hpp"

#include <memory>

namespace fingerpost::cli {

/// For verbs that change something: made when absent, brought up to date. Errc::unsupported for a
/// database in memory, which would forget it. Throws SqlError.
Result<std::unique_ptr<storage::Connection>> open_for_change(const app::Settings& settings);

/// For verbs that only look: of any revision, never changed. Throws SqlError.
Result<std::unique_ptr<storage::Connection>> open_for_reading(const app::Settings& settings);

/// For verbs that read through the repositories, which know only the newest tables. Errc::not_found
/// when there is no file yet, Errc::unsupported for an older revision. Throws SqlError.
Result<std::unique_ptr<storage::Connection>> open_current(const app::Settings& settings);

/// The same for verbs that read what the daemon's checks keep.
Result<std::unique_ptr<storage::Connection>> open_with_sweep(const app::Settings& settings);

/// All there is, for verbs that show what the daemon would answer. Throws SqlError.
Result<Catalog> load_catalog(const app::Settings& settings);

/// Prints `fingerpost: <what>` and gives the exit code.
int failed(Io& io, const Error& error);

} // namespace fingerpost::cli
