#include "storage/check_change_repository.hpp"

namespace fingerpost::storage {

void CheckChangeRepository::add(const std::vector<CheckChange>& changes) {
    if (changes.empty()) return;
    Transaction transaction(connection_);
    const auto insert = connection_.prepare(
        "INSERT INTO fingerpost_check_change (changed_at, domain, check_id, severity_before, "
        "severity_after, subject, found) VALUES (?, ?, ?, ?, ?, ?, ?)"
    );
    for (const auto& change : changes) {
        insert->bind(1, change.at).bind(2, change.domain).bind(3, change.check);
        insert->bind(4, change.before).bind(5, change.after);
        insert->bind(6, change.subject).bind(7, change.found).step();
        insert->reset();
    }
    prune();
    transaction.commit();
}

void CheckChangeRepository::prune() {
    const auto first = integer_of(connection_, "SELECT min(seq) FROM fingerpost_check_change");
    const auto last = integer_of(connection_, "SELECT max(seq) FROM fingerpost_check_change");
    if (last - first < kept + pruned_at_once) return;
    connection_.prepare("DELETE FROM fingerpost_check_change WHERE seq <= ?")
        ->bind(1, last - kept)
        .step();
}

std::vector<CheckChange> CheckChangeRepository::since(std::int64_t time, std::string_view domain) {
    const auto rows = connection_.prepare(
        "SELECT seq, changed_at, domain, check_id, severity_before, severity_after, subject, found "
        "FROM fingerpost_check_change WHERE changed_at >= ? AND (domain = ? OR ? = '') ORDER BY seq"
    );
    rows->bind(1, time).bind(2, domain).bind(3, domain);
    const auto text = [&](int column) { return std::string(rows->text(column)); };
    std::vector<CheckChange> found;
    while (rows->step())
        found.push_back(
            {rows->integer(0),
             rows->integer(1),
             text(2),
             text(3),
             text(4),
             text(5),
             text(6),
             text(7)}
        );
    return found;
}

} // namespace fingerpost::storage
