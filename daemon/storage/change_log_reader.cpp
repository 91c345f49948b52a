#include "base/text.hpp"
#include "storage/change_log.hpp"

#include <limits>

namespace fingerpost::storage {

namespace {

std::optional<std::int64_t> to_id(std::string_view text) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const bool negative = text.starts_with('-');
    const auto digits = to_integer(text.substr(negative ? 1 : 0), 0, most);
    return digits && negative ? std::optional(-*digits) : digits;
}

LogPosition position(const Statement& row) {
    return {row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
}

/// False when the row says that anything may have changed.
bool note(Changes& changes, const LogPosition& row) {
    const std::string_view name = row.name;
    if (row.what == "domain") {
        changes.domains.insert(row.name);
        const auto id = name.starts_with('#') ? to_id(name.substr(1)) : std::nullopt;
        if (id) changes.absent_domains.insert(*id);
        return true;
    }
    const auto blank = name.find(' ');
    if (row.what != "offer" || blank == name.npos) return false;
    const auto id = to_id(name.substr(blank + 1));
    if (id) changes.rows.emplace(name.substr(0, blank), *id);
    return id.has_value();
}

std::int64_t length(Connection& connection) {
    return integer_of(
        connection,
        "SELECT (SELECT max(seq) FROM fingerpost_change) - (SELECT min(seq) FROM fingerpost_change)"
    );
}

} // namespace

void prune_change_log(Connection& connection) {
    constexpr auto long_enough = (change_log_kept + change_log_full) / 2;
    if (connection.read_only() || !connection.has_table("fingerpost_change")) return;
    if (length(connection) < long_enough) return;
    Transaction transaction(connection);
    const bool full = length(connection) >= change_log_full;
    const auto old = connection.prepare(
        "DELETE FROM fingerpost_change WHERE seq <= (SELECT max(seq) FROM fingerpost_change) - ?"
    );
    old->bind(1, change_log_kept).step();
    if (full) // what happened while nothing could be noted is unknown
        connection.run("INSERT INTO fingerpost_change (what, name) VALUES ('all', '')");
    transaction.commit();
}

std::optional<LogPosition> change_log_end(Connection& connection) {
    if (!has_change_log(connection) || length(connection) >= change_log_full) return std::nullopt;
    const auto row =
        connection.prepare("SELECT seq, what, name FROM fingerpost_change ORDER BY seq DESC LIMIT 1"
        );
    return row->step() ? std::optional(position(*row)) : std::nullopt;
}

std::optional<Changes> changes_since(Connection& connection, const LogPosition& start) {
    const auto end = change_log_end(connection);
    if (!end || end->seq < start.seq || end->seq - start.seq > change_log_kept) return std::nullopt;
    const auto rows = connection.prepare(
        "SELECT seq, what, name FROM fingerpost_change WHERE seq >= ? ORDER BY seq"
    );
    rows->bind(1, start.seq);
    if (!rows->step() || position(*rows) != start) return std::nullopt;
    Changes changes;
    changes.end = start;
    while (rows->step()) {
        auto row = position(*rows);
        if (row.seq != changes.end.seq + 1 || !note(changes, row)) return std::nullopt;
        changes.end = std::move(row);
    }
    return changes;
}

} // namespace fingerpost::storage
