/// @file
/// The driver for SQLite. Journal mode and contents of a file stay as they are found: automx2 and
/// the sqlite3 tool may use it at the same time.
#pragma once

#include "storage/database_url.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <string>

namespace fingerpost::storage {

/// As open(); "" is a new database in memory. `page_octets`: of a file that is made, a power of
/// two; 0 for SQLite's own choice.
std::unique_ptr<Connection> open_sqlite(const std::string& file, Mode mode, int page_octets = 0);

} // namespace fingerpost::storage
