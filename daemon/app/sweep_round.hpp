/// @file
/// The way of a sweep through the rows of the database, in the order of their names, and how far it
/// has come: what was begun and not kept is taken again after a restart.
#pragma once

#include "storage/check_sweep_repository.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace fingerpost::app {

class SweepRound {
public:
    /// Goes on where the database says. The connection must outlive it. Numbers of turns begin with
    /// `first_number`, above 0. Throws SqlError.
    SweepRound(storage::Connection& connection, std::int64_t now, std::uint64_t first_number);

    struct Turn {
        std::string row; ///< a name as stored
        std::uint64_t number = 0;
    };
    /// None when all have been taken.
    std::optional<Turn> take();
    /// Nothing is to be kept of this one.
    void skip(std::uint64_t number) { open_.erase(number); }

    /// All were taken, and skipped or kept.
    bool is_over() const { return is_read_ && names_.empty() && open_.empty(); }
    void begin_next(std::int64_t now);

    /// In a transaction, after whose commit committed() must follow. Numbers of others do no harm.
    void keep(std::span<const std::uint64_t> done, std::int64_t now);
    void committed();

    const storage::SweepPosition& position() const { return position_; }
    std::uint64_t next_number() const { return number_; }

private:
    storage::CheckSweepRepository rows_;
    storage::SweepPosition position_; ///< as committed
    storage::SweepPosition next_;     ///< as it will be
    std::deque<std::string> names_;   ///< that follow
    bool is_read_ = false;            ///< and no more do
    std::string taken_;               ///< the last one
    std::uint64_t number_;
    std::map<std::uint64_t, std::string> open_; ///< taken: the row before it, by number
    std::map<std::uint64_t, std::string> next_open_;
};

} // namespace fingerpost::app
