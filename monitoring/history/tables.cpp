#include "history/tables.hpp"

#include <algorithm>
#include <string>

namespace fingerpost::history {

namespace {

using storage::Connection;
using storage::DamagedDatabase;
using storage::integer_of;
using storage::SqlError;
using storage::Transaction;

constexpr std::int64_t application = 0x46504849; // "FPHI", which file(1) shows
constexpr std::int64_t layout = 1;
constexpr int room_step = 16; ///< series that room is made for at a time

[[noreturn]] void not_whole(Connection& connection, const std::string& what) {
    throw DamagedDatabase("history " + connection.file() + ": " + what);
}

void make_tables(Connection& connection) {
    Transaction transaction(connection);
    connection.run("PRAGMA application_id = " + std::to_string(application));
    connection.run("PRAGMA user_version = " + std::to_string(layout));
    connection.run("CREATE TABLE series (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
                   "kind INTEGER NOT NULL, unit TEXT NOT NULL, added INTEGER NOT NULL, "
                   "removed INTEGER NOT NULL)");
    for (const auto& archive : archives)
        connection.run(
            std::string("CREATE TABLE ") + archive.table +
            " (slot INTEGER PRIMARY KEY, octets BLOB NOT NULL)"
        );
    transaction.commit();
}

void check_identity(Connection& connection) {
    if (integer_of(connection, "PRAGMA application_id") != application)
        throw SqlError(
            "database " + connection.file() + " is no history; name another file in history_file"
        );
    if (integer_of(connection, "PRAGMA user_version") > layout)
        throw SqlError(
            "history " + connection.file() +
            " was written by a later version; install that one, or name another file in "
            "history_file"
        );
}

/// That each slot has its row, and all rows are of the length for so many series.
void check_rows(Connection& connection, const Archive& archive, int room) {
    const auto row = connection.prepare(
        std::string("SELECT count(*), min(length(octets)), max(length(octets)), max(slot) FROM ") +
        archive.table
    );
    row->step();
    const auto octets = static_cast<std::int64_t>(row_octets(room, archive.width));
    const bool whole = row->integer(0) == archive.slots && row->integer(1) == octets &&
                       row->integer(2) == octets && row->integer(3) == archive.slots - 1;
    const bool unused = row->integer(0) == 0 && room == 0;
    if (!whole && !unused)
        not_whole(connection, std::string("rows are missing in ") + archive.table);
}

void check_tables(Connection& connection) {
    const auto check = connection.prepare("PRAGMA quick_check(1)");
    if (!check->step() || check->text(0) != "ok")
        not_whole(connection, std::string(check->text(0)));
    const int room = room_in(connection);
    for (const auto& archive : archives)
        check_rows(connection, archive, room);
    if (integer_of(connection, "SELECT max(place) FROM series", -1) >= room)
        not_whole(connection, "there are series without room");
}

void fill(Connection& connection, const Archive& archive, int room) {
    const auto row = connection.prepare(
        "WITH RECURSIVE slots (slot) AS (SELECT 0 UNION ALL SELECT slot + 1 FROM slots "
        "WHERE slot + 1 < ?) INSERT INTO " +
        std::string(archive.table) + " SELECT slot, ? FROM slots"
    );
    row->bind(1, archive.slots);
    row->bind_octets(2, RowBuilder(0, room, archive.width).octets()).step();
}

void widen(Connection& connection, const Archive& archive, int more) {
    const RowBuilder unknown(0, more, archive.width);
    const auto row = connection.prepare(
        "UPDATE " + std::string(archive.table) + " SET octets = CAST(octets || ? AS BLOB)"
    );
    row->bind_octets(1, unknown.octets().substr(row_octets(0, archive.width))).step();
}

} // namespace

void make_or_check_tables(Connection& connection) {
    connection.run("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608");
    if (integer_of(connection, "SELECT count(*) FROM sqlite_master") == 0) {
        make_tables(connection);
        return;
    }
    check_identity(connection);
    check_tables(connection);
}

int room_in(Connection& connection) {
    const auto octets = integer_of(
        connection, "SELECT length(octets) FROM " + std::string(minutes.table) + " LIMIT 1"
    );
    return room_of(static_cast<std::size_t>(octets), minutes.width);
}

void make_room(Connection& connection, int series) {
    const int before = room_in(connection);
    if (series <= before) return;
    const int room = (series + room_step - 1) / room_step * room_step;
    Transaction transaction(connection);
    for (const auto& archive : archives) {
        if (before == 0)
            fill(connection, archive, room);
        else
            widen(connection, archive, room - before);
    }
    transaction.commit();
    if (before > 0) connection.run("VACUUM"); // longer rows were moved and left holes
    connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::vector<Series> read_series(Connection& connection) {
    std::vector<Series> all;
    const auto row = connection.prepare(
        "SELECT place, name, kind, unit, added, removed FROM series ORDER BY place"
    );
    while (row->step()) {
        const auto kind = row->integer(2) == 1 ? Kind::counter : Kind::gauge;
        const Topic topic{std::string(row->text(1)), kind, std::string(row->text(3))};
        all.push_back({static_cast<int>(row->integer(0)), topic, row->integer(4), row->integer(5)});
    }
    return all;
}

void keep_series(Connection& connection, const Series& series) {
    connection.prepare("INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?)")
        ->bind(1, std::int64_t{series.column})
        .bind(2, series.topic.name)
        .bind(3, std::int64_t{series.topic.kind == Kind::counter})
        .bind(4, series.topic.unit)
        .bind(5, series.added)
        .bind(6, series.removed)
        .step();
}

void for_each_row(
    Connection& connection,
    const Archive& archive,
    std::int64_t from,
    std::int64_t to,
    const std::function<void(const RowView&)>& use
) {
    const auto steps = (to - from + archive.step - 1) / archive.step;
    const auto first = archive.slot(from);
    const auto last = first + std::min(steps, archive.slots) - 1; // may lie in the next round
    const auto rows = connection.prepare(
        "SELECT octets FROM " + std::string(archive.table) + " WHERE slot BETWEEN ? AND ?"
    );
    const auto visit = [&](std::int64_t least, std::int64_t most) {
        rows->reset();
        rows->bind(1, least).bind(2, most);
        while (rows->step()) {
            const RowView row(rows->octets(0), archive.width);
            if (row.time() >= from && row.time() < to) use(row); // else it is of another round
        }
    };
    visit(first, std::min(last, archive.slots - 1));
    if (last >= archive.slots) visit(0, last - archive.slots);
}

std::int64_t newest_step(Connection& connection, const Archive& archive, std::int64_t to) {
    std::int64_t newest = 0;
    for_each_row(connection, archive, 1, to, [&](const RowView& row) {
        newest = std::max(newest, row.time());
    });
    return newest;
}

void write_row(
    Connection& connection, const Archive& archive, std::int64_t step, std::string_view octets
) {
    const auto row = connection.prepare(
        "UPDATE " + std::string(archive.table) + " SET octets = ? WHERE slot = ?"
    );
    row->bind_octets(1, octets).bind(2, archive.slot(step)).step();
    if (connection.changed_rows() != 1)
        not_whole(connection, std::string("a row is missing in ") + archive.table);
}

} // namespace fingerpost::history
