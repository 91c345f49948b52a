/// @file
/// The change log: triggers that note in `fingerpost_change` what any program changes in automx2's
/// tables and in the attributes, and others that keep attributes with their owners. Made by
/// migrate.cpp, read by the catalog repository.
#pragma once

#include "storage/sql.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
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

/// How many rows pruning keeps, and at how many the triggers stop: so a bulk load pays for the
/// first ones only, and the log stays small while Fingerpost does not run.
constexpr std::int64_t change_log_kept = 10000;
constexpr std::int64_t change_log_full = 20000;

/// Drops the oldest rows of a long log, where the database can be written to.
void prune_change_log(Connection& connection);

/// The last row read; its words tell a log that was replaced by another one.
struct LogPosition {
    std::int64_t seq = 0;
    std::string what = {}, name = {};
    bool operator==(const LogPosition&) const = default;
};

/// The end of the log, or none when the log is not kept or full.
std::optional<LogPosition> change_log_end(Connection& connection);

/// What the log says since a position, each thing once.
struct Changes {
    std::set<std::string> domains = {}; ///< names as stored
    std::set<std::int64_t> absent_domains = {};
    std::set<std::pair<std::string, std::int64_t>> rows = {}; ///< table and id of part of an offer
    LogPosition end = {};

    bool empty() const { return domains.empty() && absent_domains.empty() && rows.empty(); }
};

/// None when the log does not tell all that happened since `start`.
std::optional<Changes> changes_since(Connection& connection, const LogPosition& start);

} // namespace fingerpost::storage
