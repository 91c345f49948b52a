/// @file
/// The schema: automx2's tables, column for column, and our own beside them. Databases of every
/// automx2 since 2019.0 are recognised, served as they are, and upgraded when asked to; automx2
/// still runs on them afterwards.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::storage {

/// What is in a database, as found.
struct Revision {
    enum class Base {
        none,           ///< an empty database, or another program's without our table names
        release_2019,   ///< no LDAP, no priorities, no DAV
        release_2020,   ///< no priorities, no DAV
        release_2020_2, ///< no DAV
        current,        ///< 2021.3.1 and later
        foreign,        ///< tables of our names that are not automx2's
    };
    Base base = Base::none;
    std::int64_t own = 0; ///< version of Fingerpost's own tables; 0: none
    bool indexed = false;
    bool change_log = false; ///< changes by any program are recorded
    std::string alembic;     ///< what automx2 noted of itself, or ""

    std::string str() const; ///< for people
    bool up_to_date() const;
};

/// Changes nothing.
Revision describe(Connection& connection);

/// Brings the database up to date in one transaction, an older file after a copy of it beside it
/// (`<file>.backup-<YYYYmmddHHMMSS>`). Says what was done, one sentence each; empty when nothing
/// was to do. Errc::unsupported for a read-only database or one that is not automx2's.
Result<std::vector<std::string>> migrate(Connection& connection);

} // namespace fingerpost::storage
