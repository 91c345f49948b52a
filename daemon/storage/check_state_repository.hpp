/// @file
/// What sweeps keep of each domain, and which bit stands for which check. What is in a state is the
/// checks' (check/state.hpp).
#pragma once

#include "storage/sql.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fingerpost::storage {

struct CheckState {
    std::string state;
    std::string desired; ///< digest of what the domain should have had then

    bool operator==(const CheckState&) const = default;
};

/// The schema must be up to date.
class CheckStateRepository {
public:
    explicit CheckStateRepository(Connection& connection) : connection_(connection) {}

    std::optional<CheckState> find(std::string_view domain);
    void set(std::string_view domain, const CheckState& state);
    void remove(std::string_view domain);
    /// In the order of the names.
    void for_each(const std::function<void(std::string_view domain, std::string_view state)>& visit
    );

    using Bits = std::map<std::string, std::size_t, std::less<>>;
    /// A check that ever had a bit keeps it, and nobody else gets it.
    Bits bits();
    /// bits(), where each of these has one.
    Bits give_bits(std::span<const std::string> checks);

private:
    Connection& connection_;
    std::unique_ptr<Statement> select_; ///< kept, as the next ones: preparing costs more
    std::unique_ptr<Statement> update_;
};

} // namespace fingerpost::storage
