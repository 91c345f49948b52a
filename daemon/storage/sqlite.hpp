/// @file
/// The driver for SQLite. Journal mode and contents of a file stay as they are found: automx2 and
/// the sqlite3 tool may use it at the same time.
#pragma once

#include "storage/database_url.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <string>

namespace fingerpost::storage {

/// As open(); "" is a new database in memory.
std::unique_ptr<Connection> open_sqlite(const std::string& file, Mode mode);

} // namespace fingerpost::storage
