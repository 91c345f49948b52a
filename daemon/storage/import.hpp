/// @file
/// Everything of one database into another: moving from automx2, or from file to file.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace fingerpost::storage {

enum class Existing { refuse, skip };

struct Copied {
    std::size_t providers = 0, servers = 0, dav_servers = 0, ldap_servers = 0;
    std::size_t domains = 0, links = 0, attributes = 0;
    std::vector<std::string> skipped; ///< domains that were there already
};

/// `from` may be of any revision, `to` must be up to date and another database. Rows keep their ids
/// where these are free; what is there already, equal in every column, is used and not doubled.
/// Names and values are copied as they are. Errc::conflict lists domains that are in both, and
/// nothing is written, unless Existing::skip leaves them as they are in `to`. Links whose rows are
/// missing are not copied.
Result<Copied> copy_automx2(Connection& from, Connection& to, Existing existing);

} // namespace fingerpost::storage
