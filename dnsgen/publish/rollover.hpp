/// @file
/// How a key or a policy gives way to the next without a moment in which somebody finds neither:
/// THE TABLE of steps, and what comes next. Pure: the time and what is published are handed in.
/// Spec: RFC 6376 §3.6.1 (DKIM), RFC 7671 §8 (TLSA), RFC 8461 §8.3 (end of MTA-STS).
#pragma once

#include "base/error.hpp"
#include "catalog/attribute.hpp"
#include "storage/rollover_repository.hpp"
#include "zone/rrset.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

using storage::Rollover;

/// Something that a step does to the attributes of the roll-over's owner.
struct AttributeChange {
    AttributeId id{};
    std::string qualifier = {};
    /// What has to be there before, "": nothing. None: whatever is there.
    std::optional<std::string> from = {};
    /// "": nothing, whatever a domain's provider has. None: nothing of its own.
    std::optional<std::string> to = {};
    bool or_leave = false; ///< where something else is there, it is somebody's wish and stays
};

/// What has to happen before a step's time begins to run.
enum class Until {
    published, ///< the registry shows its records, or people say so
    switched,  ///< people or the hook say so
};

/// A row of the table.
struct RolloverStep {
    std::string_view kind;
    std::string_view name;
    std::string_view next;   ///< "": it is over
    std::string_view cancel; ///< where `cancel` leads from here; "": too late for that
    Until until;
    bool only_lowered; ///< left out where nothing was lowered
    /// Made in the transaction that enters the step.
    std::vector<AttributeChange> (*changes)(const Rollover& rollover);
    /// Seconds, once what it waits for has happened.
    std::int64_t (*wait)(const Rollover& rollover);
    std::string_view what; ///< one sentence for people, without full stop
};

struct RolloverKind {
    std::string_view name;
    AttributeId attribute; ///< of the old value
    /// Whether an RRset of the domain is one of those that the roll-over waits for.
    bool (*concerns)(const Rollover& rollover, std::string_view domain, const zone::RRset& set);
    std::string_view help;
};

std::span<const RolloverStep> rollover_steps();
std::span<const RolloverKind> rollover_kinds();

/// Null for a word that nobody wrote.
const RolloverStep* step_of(const Rollover& rollover);
const RolloverKind* find_rollover_kind(std::string_view name);

bool is_over(const Rollover& rollover);

/// What the registry tells.
struct RolloverFacts {
    std::optional<std::int64_t> published_at; ///< none: not everywhere
    std::int64_t ttl = 0;                     ///< seconds, the longest of the records concerned
};

/// At its kind's first step, not yet kept. Its `changes` are still to be made.
Rollover begun(Rollover rollover, std::int64_t now);

/// Whether next_state() asks what is published: not while only time or people are waited for.
bool needs_facts(const Rollover& rollover, std::int64_t now);

/// How it stands at `now`, at most one step further; the same when nothing is due. Once another
/// step is entered its `changes` are to be made in the same transaction.
Rollover next_state(const Rollover& rollover, std::int64_t now, const RolloverFacts& facts);

/// What people say has happened: switched, or published where the registry does not tell; `force`:
/// published by other means. Errc::conflict says what it waits for.
Result<Rollover> advanced(const Rollover& rollover, std::int64_t now, bool force);

/// On its way back. `unused`: the new key was never in use, so that nobody has to be waited for.
/// Errc::conflict when it is over or too late.
Result<Rollover> cancelled(const Rollover& rollover, std::int64_t now, bool unused);

/// Cancelled without another step, as its owner is gone.
Rollover abandoned(const Rollover& rollover, std::int64_t now);

/// Why somebody should look at it, and what to do; "" nearly always.
std::string overdue(const Rollover& rollover, std::int64_t now);

/// "example.com" or "provider 1"
std::string whose(const Rollover& rollover);

} // namespace fingerpost::publish
