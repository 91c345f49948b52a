/// @file
/// What the operator thinks of findings, and what checks remember of a domain from one time to the
/// next. What the words mean is the checks' (check/policy.hpp).
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct CheckSeverity {
    std::string domain; ///< "*": every one
    std::string check;
    std::string severity;

    bool operator==(const CheckSeverity&) const = default;
};

struct CheckIgnore {
    std::int64_t id = 0;
    std::string domain; ///< "*": every one
    std::string check;
    std::string subject; ///< "": any
    std::string reason;
    std::string author;
    std::int64_t until = 0; ///< Unix time

    bool operator==(const CheckIgnore&) const = default;
};

/// The schema must be up to date.
class CheckPolicyRepository {
public:
    explicit CheckPolicyRepository(Connection& connection) : connection_(connection) {}

    std::vector<CheckSeverity> severities();
    /// In place of what was set; an empty severity takes it away.
    void set(const CheckSeverity& severity);

    std::vector<CheckIgnore> ignored(); ///< by id
    std::int64_t add(const CheckIgnore& ignore);
    /// Errc::not_found says how to list them.
    Result<void> remove_ignored(std::int64_t id);

    std::map<std::string, std::string> memory(std::string_view domain);
    /// In place of all that was remembered.
    void remember(std::string_view domain, const std::map<std::string, std::string>& memory);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
