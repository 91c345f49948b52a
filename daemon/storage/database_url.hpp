/// @file
/// Where the database is, as automx2's `db_uri` says it: a SQLAlchemy URL. Read by the settings and
/// by every command that opens a database.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace fingerpost::storage {

struct DatabaseUrl {
    std::string file; ///< SQLite's, relative to where the caller says; "" is a database in memory

    /// `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite:///:memory:`, `sqlite://`; also
    /// `sqlite+pysqlite:`. What follows a `?` is Python's and ignored. Nothing is percent-decoded.
    /// Errc::unsupported for engines we do not have, Errc::bad_request for what is no such URL.
    static Result<DatabaseUrl> parse(std::string_view url);

    /// For people and logs.
    std::string display() const;
};

/// Any URL, also one that parse() refuses, with the password and anything in its query that is
/// called one as "***".
std::string without_password(std::string_view url);

/// create: an absent file is made, readable by its owner only.
enum class Mode { read_only, read_write, create };

/// Throws SqlError. What is opened may be of any revision, or empty: see migrate.hpp.
std::unique_ptr<Connection> open(const DatabaseUrl& url, Mode mode);

} // namespace fingerpost::storage
