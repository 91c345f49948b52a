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
    /// Must come first, and after disconnect(). The first time the round goes on where the database
    /// says, later where it was. The connection must outlive it or be disconnected. Throws
    /// SqlError, as all that follow.
    void connect(storage::Connection& connection, std::int64_t now);
    void disconnect() { rows_.reset(); }

    struct Turn {
        std::string row;          ///< a name as stored
        std::uint64_t number = 0; ///< above 0, and never again the same
    };
    /// None when all have been taken.
    std::optional<Turn> take();
    /// All that was taken and not kept will be taken again.
    void take_back();
    /// Nothing is to be kept of this one.
    void skip(std::uint64_t number) { open_.erase(number); }

    /// All were taken, and skipped or kept.
    bool is_over() const { return is_read_ && names_.empty() && open_.empty(); }
    void begin_next(std::int64_t now);

    /// In a transaction, after whose commit committed() must follow. Numbers of others do no harm.
    void keep(std::span<const std::uint64_t> done, std::int64_t now);
    void committed();

    const storage::SweepPosition& position() const { return position_; }

private:
    std::optional<storage::CheckSweepRepository> rows_; ///< none: disconnected
    storage::SweepPosition position_;                   ///< as committed
    storage::SweepPosition next_;                       ///< as it will be
    std::deque<std::string> names_;                     ///< that follow
    bool is_read_ = false;                              ///< and no more do
    std::string taken_;                                 ///< the last one
    std::uint64_t number_ = 1;                          ///< of the next turn
    std::map<std::uint64_t, std::string> open_;         ///< taken: the row before it, by number
    std::map<std::uint64_t, std::string> next_open_;
};

} // namespace fingerpost::app
