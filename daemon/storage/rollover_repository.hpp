/// @file
/// Roll-overs of keys and policies, each where it stands. What the words mean is the publisher's
/// (publish/rollover.hpp); here they are kept, and changed by one program at a time.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct Rollover {
    std::int64_t id = 0;
    std::string kind = {};
    std::string domain = {};        ///< whose attributes; "": the provider's
    std::int64_t provider = 0;      ///< where there is no domain
    std::string old_qualifier = {}; ///< selector or service
    std::string old_value = {};
    std::string old_after = {}; ///< what becomes of the old value; "": it goes
    std::string new_qualifier = {};
    std::string new_value = {};
    std::string lowered_from = {};      ///< the owner's TTL or max_age before; "": none of its own
    std::string lowered_to = {};        ///< "": it is not lowered
    std::int64_t hold = 0;              ///< seconds that the old one stays in use by others
    std::int64_t margin = 0;            ///< seconds for name servers that follow late
    std::vector<std::string> hook = {}; ///< command that switches
    std::string step = {};
    std::int64_t since = 0;    ///< Unix time of the step
    std::int64_t due = 0;      ///< Unix time of the next one; 0: something has to happen before
    std::int64_t ttl = 0;      ///< seconds for which resolvers may still have what was before
    std::int64_t next_ttl = 0; ///< what `ttl` is once it is due
    bool tracked = true;       ///< the registry tells what is published; else people do
    std::string hook_state = {};
    std::string note = {}; ///< why it does not go on, for people

    bool operator==(const Rollover&) const = default;
};

/// The schema must be up to date.
class RolloverRepository {
public:
    explicit RolloverRepository(Connection& connection) : connection_(connection) {}

    std::int64_t add(const Rollover& rollover);
    /// Errc::not_found says how to list them.
    Result<Rollover> get(std::int64_t id);
    std::vector<Rollover> list(); ///< by id

    /// False, and nothing is changed, when it is no longer as `before`.
    bool replace(const Rollover& before, const Rollover& after);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
