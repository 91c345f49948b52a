/// @file
/// How far the sweep of all domains is, and which domains are to be looked at out of turn.
#pragma once

#include "storage/sql.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct SweepPosition {
    std::string after;          ///< the domain's row looked at last, as stored; "": none yet
    std::int64_t round = 0;     ///< how many rounds have ended
    std::int64_t began_at = 0;  ///< Unix time when this round began; 0: never
    std::int64_t moved_at = 0;  ///< when `after` moved on
    std::int64_t looked_at = 0; ///< domains in this round

    bool operator==(const SweepPosition&) const = default;
};

/// The schema must be up to date.
class CheckSweepRepository {
public:
    static constexpr std::int64_t due_max = 100'000; ///< more wait for their turn

    explicit CheckSweepRepository(Connection& connection) : connection_(connection) {}

    SweepPosition position();
    void set_position(const SweepPosition& position);

    std::int64_t row_count(); ///< of table `domain`, without wildcards
    /// The names of table `domain` that follow, as stored, in their order; "" begins.
    std::vector<std::string> rows_after(std::string_view name, std::int64_t most);

    /// Out of turn, at `time`, or earlier where they are due earlier after `now`. Beyond due_max
    /// they are left to the round.
    void look_again(std::span<const std::string> domains, std::int64_t time, std::int64_t now);
    bool is_due(std::string_view domain);                              ///< now or later
    std::vector<std::string> due(std::int64_t now, std::int64_t most); ///< the earliest first
    /// Not again, unless it is due later than `now`.
    void looked_at(std::string_view domain, std::int64_t now);
    std::int64_t due_count();

private:
    Connection& connection_;
    std::unique_ptr<Statement> waits_; ///< kept: preparing costs more than the look
};

} // namespace fingerpost::storage
