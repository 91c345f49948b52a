/// @file
/// Links by which a profile can be fetched once, or some times, until they expire. Whoever reads
/// the table learns no link: only the hash of each is stored.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct ProfileLink {
    std::int64_t id = 0;        ///< never used twice
    std::string query = {};     ///< of the profile: "emailaddress=…"
    std::int64_t created = 0;   ///< seconds since 1970, like the next
    std::int64_t expires = 0;   ///< from then on it is gone
    std::int64_t uses_left = 0; ///< 0: used up
};

/// `now` is seconds since 1970. What changes something needs an up-to-date schema.
class ProfileLinkRepository {
public:
    explicit ProfileLinkRepository(Connection& connection) : connection_(connection) {}

    /// The new link's id; `link.id` is not read. Expired ones go.
    std::int64_t add(const ProfileLink& link, std::string_view token_hash);

    /// All that are kept, used-up ones too, by id.
    std::vector<ProfileLink> list();

    /// None when it never was, was revoked, has expired or is used up.
    std::optional<ProfileLink> find(std::string_view token_hash, std::int64_t now);

    /// Takes one use of it; false when another was quicker. Of any number of callers at once, in
    /// any number of processes, as many get true as there are uses.
    bool use(std::int64_t id, std::int64_t now);

    /// Errc::not_found when there is no such link.
    Result<void> remove(std::int64_t id);

    /// How many expired ones were removed.
    std::int64_t prune(std::int64_t now);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
