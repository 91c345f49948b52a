/// @file
/// When which check of which domain began or ceased to fire: what alerts and the daily mail are
/// made from.
#pragma once

#include "storage/sql.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct CheckChange {
    std::int64_t seq = 0;
    std::int64_t at = 0; ///< Unix time
    std::string domain;
    std::string check;
    std::string before; ///< severity; "": it was well, or never judged
    std::string after;  ///< severity; "": it is well
    std::string subject;
    std::string found;

    bool operator==(const CheckChange&) const = default;
};

/// The schema must be up to date.
class CheckChangeRepository {
public:
    static constexpr std::int64_t kept = 100'000;        ///< the newest
    static constexpr std::int64_t pruned_at_once = 1000; ///< so many more may be there

    explicit CheckChangeRepository(Connection& connection) : connection_(connection) {}

    /// In their order, whatever their `seq` is; then the oldest go.
    void add(const std::vector<CheckChange>& changes);

    /// The oldest first; of every domain where `domain` is "".
    std::vector<CheckChange> since(std::int64_t time, std::string_view domain = {});

private:
    void prune();

    Connection& connection_;
};

} // namespace fingerpost::storage
