#include "storage/pacc_repository.hpp"

#include <algorithm>

namespace fingerpost::storage {

namespace {

std::vector<PublishedPacc> rows_of(Statement& statement) {
    std::vector<PublishedPacc> rows;
    while (statement.step())
        rows.push_back(
            {std::string(statement.text(0)), std::string(statement.text(1)), statement.integer(2)}
        );
    return rows;
}

} // namespace

const PublishedPacc* served_at(const std::vector<PublishedPacc>& rows, std::int64_t now) {
    const PublishedPacc* served = nullptr;
    for (const auto& row : rows)
        if (row.settled_at <= now && (!served || row.settled_at > served->settled_at))
            served = &row;
    return served;
}

std::vector<PublishedPacc> PaccRepository::list() {
    if (!connection_.has_table("fingerpost_pacc")) return {};
    const auto all = connection_.prepare(
        "SELECT settings, document, settled_at FROM fingerpost_pacc ORDER BY settings, settled_at"
    );
    return rows_of(*all);
}

std::vector<PublishedPacc> PaccRepository::of(const std::string& settings) {
    const auto some = connection_.prepare(
        "SELECT settings, document, settled_at FROM fingerpost_pacc WHERE settings = ?"
    );
    some->bind(1, settings);
    return rows_of(*some);
}

void PaccRepository::publish(
    const std::string& settings, const std::string& document, std::int64_t now, std::int64_t ttl
) {
    const auto rows = of(settings);
    const auto* served = served_at(rows, now);
    const bool pending = std::ranges::any_of(rows, [&](const PublishedPacc& row) {
        return row.settled_at > now && row.document == document;
    });
    if (pending) return;
    const bool same = served && served->document == document;
    if (same && rows.size() == 1) return; // nearly always: nothing is written
    auto clear = connection_.prepare("DELETE FROM fingerpost_pacc WHERE settings = ?");
    clear->bind(1, settings).step();
    auto insert = connection_.prepare(
        "INSERT INTO fingerpost_pacc (settings, document, settled_at) VALUES (?, ?, ?)"
    );
    const auto add = [&](const std::string& text, std::int64_t settled_at) {
        insert->bind(1, settings).bind(2, text).bind(3, settled_at).step();
        insert->reset();
    };
    if (served) add(served->document, served->settled_at);
    if (!same) add(document, served ? now + ttl : now);
}

} // namespace fingerpost::storage
