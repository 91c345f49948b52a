/// @file
/// Roll-overs begun, gone on with and cancelled in the database: a step and what it changes are
/// kept together, so that whoever is killed at any moment goes on from there.
#pragma once

#include "base/clock.hpp"
#include "base/program.hpp"
#include "publish/rollover.hpp"
#include "publish/rollover_sight.hpp"
#include "storage/sql.hpp"
#include "zone/zone.hpp"

#include <functional>
#include <optional>

namespace fingerpost::publish {

/// What is to give way to what.
struct RolloverWish {
    std::string kind = {};
    std::string domain = {}; ///< "": the provider's
    std::int64_t provider = 0;
    std::string qualifier = {};     ///< the new selector, or the service
    std::string value = {};         ///< the new value; of TLSA may be set as tlsa_next already
    std::string old_qualifier = {}; ///< the old selector; "": the only one there is
    std::string lowered_to = {};    ///< TTL meanwhile; "": as it is
    bool revoke = false;            ///< the old DKIM key stays as one that is revoked
    std::int64_t hold = 7LL * 24 * 60 * 60; ///< seconds that mail may be under way
    std::int64_t margin = 60LL * 60;        ///< seconds for name servers that follow late
    std::vector<std::string> hook = {};     ///< no secrets: all users of the machine can see it
};

struct RolloverWorld {
    zone::HostSettings host = {};
    bool tracked = true; ///< whether we publish ourselves: the registry knows what is there
    std::function<std::int64_t()> now = unix_time;
    std::function<Result<ProgramEnd>(const std::vector<std::string>&)> run_hook = {};
    std::function<void(const Rollover& before, const Rollover& after)> tell = {}; ///< what was kept
};

/// The roll-over that is wished, with the values it replaces; not begun. Errc::conflict says what
/// is not as it should be.
Result<Rollover> prepared(storage::Connection& connection, const RolloverWish& wish);

/// Used by one thread. The schema must be up to date, and the connection outlive it.
class Rollovers {
public:
    Rollovers(storage::Connection& connection, RolloverWorld world);

    /// Begins it. Errc::conflict says what speaks against it.
    Result<Rollover> start(const RolloverWish& wish);
    Result<Rollover> advance(std::int64_t id, bool force);
    Result<Rollover> cancel(std::int64_t id, bool unused);

    /// Does what is due, hooks too, and gives those that have changed.
    std::vector<Rollover> run();

private:
    Rollover go_on(Rollover rollover);
    Rollover run_hook(Rollover rollover);
    Result<Rollover> keep(const Rollover& before, Rollover after);
    RolloverSight& sight();

    storage::Connection& connection_;
    RolloverWorld world_;
    storage::RolloverRepository repository_;
    std::optional<RolloverSight> sight_; ///< none: to be looked at anew
};

} // namespace fingerpost::publish
