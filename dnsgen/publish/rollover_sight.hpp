/// @file
/// What a roll-over's domains ought to publish and what the registry says they do, of the RRsets
/// that it concerns.
#pragma once

#include "catalog/catalog.hpp"
#include "publish/rollover.hpp"
#include "storage/publication_repository.hpp"
#include "zone/served_records.hpp"

namespace fingerpost::publish {

/// The database as it was when this was made; the connection must outlive it.
class RolloverSight {
public:
    RolloverSight(storage::Connection& connection, zone::HostSettings host);
    RolloverSight(const RolloverSight&) = delete;
    RolloverSight& operator=(const RolloverSight&) = delete;

    RolloverFacts facts(const Rollover& rollover);

    /// Seconds that resolvers may keep what is there now; none where nothing is desired.
    std::optional<std::int64_t> longest_ttl(const Rollover& rollover);

    /// Seconds, the longest that senders may keep a policy of the owner's domains.
    std::int64_t longest_policy(const Rollover& rollover) const;

private:
    struct Concerned {
        std::vector<zone::RRset> desired;
        std::vector<zone::RRset> published;
        std::int64_t applied_at = 0;
    };

    std::vector<std::string> domains(const Rollover& rollover) const;
    Concerned concerned(const Rollover& rollover, const std::string& domain);

    Catalog catalog_;
    zone::ServedRecords records_;
    storage::PublicationRepository registry_;
};

} // namespace fingerpost::publish
