#include "storage/check_state_repository.hpp"

#include <algorithm>

namespace fingerpost::storage {

std::optional<CheckState> CheckStateRepository::find(std::string_view domain) {
    if (!select_)
        select_ =
            connection_.prepare("SELECT state, desired FROM fingerpost_check_state WHERE domain = ?"
            );
    select_->bind(1, domain);
    std::optional<CheckState> found;
    if (select_->step())
        found = CheckState{std::string(select_->text(0)), std::string(select_->text(1))};
    select_->reset();
    return found;
}

void CheckStateRepository::set(std::string_view domain, const CheckState& state) {
    if (!update_)
        update_ = connection_.prepare(
            "UPDATE fingerpost_check_state SET state = ?, desired = ? WHERE domain = ?"
        );
    update_->bind(1, state.state).bind(2, state.desired).bind(3, domain).step();
    update_->reset();
    if (connection_.changed_rows() > 0) return;
    connection_
        .prepare("INSERT INTO fingerpost_check_state (state, desired, domain) VALUES (?, ?, ?)")
        ->bind(1, state.state)
        .bind(2, state.desired)
        .bind(3, domain)
        .step();
}

void CheckStateRepository::remove(std::string_view domain) {
    connection_.prepare("DELETE FROM fingerpost_check_state WHERE domain = ?")
        ->bind(1, domain)
        .step();
}

void CheckStateRepository::for_each(
    const std::function<void(std::string_view domain, std::string_view state)>& visit
) {
    const auto rows =
        connection_.prepare("SELECT domain, state FROM fingerpost_check_state ORDER BY domain");
    while (rows->step())
        visit(rows->text(0), rows->text(1));
}

CheckStateRepository::Bits CheckStateRepository::bits() {
    const auto rows = connection_.prepare("SELECT check_id, bit FROM fingerpost_check_bit");
    Bits found;
    while (rows->step())
        found.emplace(rows->text(0), static_cast<std::size_t>(rows->integer(1)));
    return found;
}

CheckStateRepository::Bits CheckStateRepository::give_bits(std::span<const std::string> checks) {
    Transaction transaction(connection_);
    auto all = bits();
    std::size_t next = 0;
    for (const auto& [check, bit] : all)
        next = std::max(next, bit + 1);
    const auto insert =
        connection_.prepare("INSERT INTO fingerpost_check_bit (check_id, bit) VALUES (?, ?)");
    for (const auto& check : checks) {
        if (!all.emplace(check, next).second) continue;
        insert->bind(1, check).bind(2, static_cast<std::int64_t>(next++)).step();
        insert->reset();
    }
    transaction.commit();
    return all;
}

} // namespace fingerpost::storage
