/// @file
/// The change log: triggers that note in `fingerpost_change` what any program changes in automx2's
/// tables. Made by migrate.cpp, read by the catalog repository.
#pragma once

#include "storage/sql.hpp"

#include <string>
#include <vector>

namespace fingerpost::storage {

/// What a row of the log says by (what, name):
/// ('domain', name) that domain or its links; ('domain', '#id') links of a domain that is not
/// there; ('offer', 'table id') that row of provider, server, davserver or ldapserver;
/// ('all', '') anything.
struct Trigger {
    std::string name;
    std::string sql;
};
std::vector<Trigger> change_log_triggers();

/// Whether every trigger is there, so that no change goes unnoticed.
bool has_change_log(Connection& connection);

/// The log keeps at least so many rows, and never more than a tenth above that.
constexpr std::int64_t change_log_kept = 10000;

} // namespace fingerpost::storage
