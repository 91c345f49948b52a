/// @file
/// The SQL of the history's file. Every slot of every archive has a row from the beginning, and all
/// rows of an archive are of one length: a write replaces octets, and the file stays as large as it
/// is. All throw storage::SqlError.
#pragma once

#include "history/archive.hpp"
#include "history/row.hpp"
#include "history/series.hpp"
#include "storage/sql.hpp"

#include <functional>
#include <vector>

namespace fingerpost::history {

/// Makes them in an empty file. DamagedDatabase for a file that is ours and not whole; SqlError for
/// one that is somebody else's.
void make_or_check_tables(storage::Connection& connection);

/// How many series a row has room for.
int room_in(storage::Connection& connection);

/// At least `series`; the file grows to its new size at once.
void make_room(storage::Connection& connection, int series);

std::vector<Series> read_series(storage::Connection& connection);
void keep_series(storage::Connection& connection, const Series& series); ///< in its column's place

/// The rows of the steps that begin in [from, to), in no certain order.
void for_each_row(
    storage::Connection& connection,
    const Archive& archive,
    std::int64_t from,
    std::int64_t to,
    const std::function<void(const RowView&)>& use
);

/// The newest step that begins before `to`; 0 when there is none.
std::int64_t newest_step(storage::Connection& connection, const Archive& archive, std::int64_t to);

void write_row(
    storage::Connection& connection,
    const Archive& archive,
    std::int64_t step,
    std::string_view octets
);

} // namespace fingerpost::history
