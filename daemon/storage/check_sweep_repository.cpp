#include "storage/check_sweep_repository.hpp"

namespace fingerpost::storage {

namespace {

std::vector<std::string> texts_of(Statement& rows) {
    std::vector<std::string> texts;
    while (rows.step())
        texts.emplace_back(rows.text(0));
    return texts;
}

} // namespace

SweepPosition CheckSweepRepository::position() {
    const auto row = connection_.prepare(
        "SELECT position, round, began_at, moved_at, looked_at FROM fingerpost_check_sweep"
    );
    if (!row->step()) return {};
    return {
        std::string(row->text(0)),
        row->integer(1),
        row->integer(2),
        row->integer(3),
        row->integer(4)};
}

void CheckSweepRepository::set_position(const SweepPosition& position) {
    Transaction transaction(connection_);
    connection_.run("DELETE FROM fingerpost_check_sweep");
    const auto insert =
        connection_.prepare("INSERT INTO fingerpost_check_sweep (position, round, began_at, "
                            "moved_at, looked_at) VALUES (?, ?, ?, ?, ?)");
    insert->bind(1, position.after).bind(2, position.round).bind(3, position.began_at);
    insert->bind(4, position.moved_at).bind(5, position.looked_at).step();
    transaction.commit();
}

std::int64_t CheckSweepRepository::row_count() {
    return integer_of(connection_, "SELECT count(*) FROM domain WHERE name NOT LIKE '*%'");
}

std::vector<std::string>
CheckSweepRepository::rows_after(std::string_view name, std::int64_t most) {
    const auto rows =
        connection_.prepare("SELECT name FROM domain WHERE name > ? ORDER BY name LIMIT ?");
    rows->bind(1, name).bind(2, most);
    return texts_of(*rows);
}

void CheckSweepRepository::look_again(
    std::span<const std::string> domains, std::int64_t time, std::int64_t now
) {
    if (domains.empty()) return;
    auto room = due_max - due_count();
    const auto row = connection_.prepare("SELECT due FROM fingerpost_check_due WHERE domain = ?");
    const auto insert =
        connection_.prepare("INSERT INTO fingerpost_check_due (due, domain) VALUES (?, ?)");
    const auto update =
        connection_.prepare("UPDATE fingerpost_check_due SET due = ? WHERE domain = ?");
    for (const auto& domain : domains) {
        row->bind(1, domain);
        const bool there = row->step();
        const bool stays = there && row->integer(0) > now && row->integer(0) <= time;
        row->reset();
        if (stays || (!there && --room < 0)) continue;
        const auto& change = there ? update : insert;
        change->bind(1, time).bind(2, domain).step();
        change->reset();
    }
}

bool CheckSweepRepository::is_due(std::string_view domain) {
    if (!waits_)
        waits_ = connection_.prepare("SELECT 1 FROM fingerpost_check_due WHERE domain = ?");
    waits_->bind(1, domain);
    const bool found = waits_->step();
    waits_->reset();
    return found;
}

std::vector<std::string> CheckSweepRepository::due(std::int64_t now, std::int64_t most) {
    const auto rows = connection_.prepare(
        "SELECT domain FROM fingerpost_check_due WHERE due <= ? ORDER BY due, domain LIMIT ?"
    );
    rows->bind(1, now).bind(2, most);
    return texts_of(*rows);
}

void CheckSweepRepository::looked_at(std::string_view domain, std::int64_t now) {
    connection_.prepare("DELETE FROM fingerpost_check_due WHERE domain = ? AND due <= ?")
        ->bind(1, domain)
        .bind(2, now)
        .step();
}

std::int64_t CheckSweepRepository::due_count() {
    return integer_of(connection_, "SELECT count(*) FROM fingerpost_check_due");
}

} // namespace fingerpost::storage
