#include "app/sweep_round.hpp"

namespace fingerpost::app {

namespace {

constexpr std::int64_t names_at_once = 500;

} // namespace

void SweepRound::connect(storage::Connection& connection, std::int64_t now) {
    rows_.emplace(connection);
    if (position_.began_at > 0) return;
    position_ = rows_->position();
    if (position_.began_at == 0) position_.began_at = now;
    taken_ = position_.after;
}

void SweepRound::take_back() {
    open_.clear();
    names_.clear();
    is_read_ = false;
    taken_ = position_.after;
}

std::optional<SweepRound::Turn> SweepRound::take() {
    if (names_.empty() && !is_read_) {
        const auto names = rows_->rows_after(taken_, names_at_once);
        names_.assign(names.begin(), names.end());
        is_read_ = names.size() < static_cast<std::size_t>(names_at_once);
    }
    if (names_.empty()) return std::nullopt;
    Turn turn{std::move(names_.front()), number_++};
    names_.pop_front();
    open_.emplace(turn.number, taken_);
    taken_ = turn.row;
    return turn;
}

void SweepRound::begin_next(std::int64_t now) {
    storage::SweepPosition next{"", position_.round + 1, now, now, 0};
    rows_->set_position(next);
    position_ = std::move(next);
    is_read_ = false;
    taken_.clear();
}

void SweepRound::keep(std::span<const std::uint64_t> done, std::int64_t now) {
    next_ = position_;
    next_open_ = open_;
    for (const auto number : done)
        next_.looked_at += static_cast<std::int64_t>(next_open_.erase(number));
    next_.after = next_open_.empty() ? taken_ : next_open_.begin()->second;
    next_.moved_at = now;
    rows_->set_position(next_);
}

void SweepRound::committed() {
    position_ = next_;
    open_ = next_open_;
}

} // namespace fingerpost::app
