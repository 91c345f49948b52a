/// @file
/// The changes of one or many domains, made to be looked at before anything is sent, and checked
/// against what is never done unasked.
#pragma once

#include "publish/diff.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

struct DomainPlan {
    std::string domain; ///< without the final dot
    Changes changes;
    RRsets published_before; ///< our values as the registry has them
    RRsets published_after;  ///< and as it will have them once the changes are applied

    bool operator==(const DomainPlan&) const = default;

    bool acts() const; ///< whether anything has to be sent
    /// Whether something has to be sent or noted.
    bool is_idle() const { return !acts() && published_before == published_after; }
};

struct PlanPolicy {
    DiffPolicy diff = {};
    bool adopt = false; ///< values that are already as they should be become ours
};

DomainPlan plan_domain(
    std::string domain,
    const RRsets& desired,
    const Observed& observed,
    RRsets published,
    const PlanPolicy& policy = {}
);

/// What it takes back, with the same care: where things are still as the plan left them, they
/// become as they were before it; all else is a conflict. `applied` was sent; `observed` answers
/// its questions (undo_questions()).
DomainPlan undo_domain(const DomainPlan& applied, const Observed& observed, RRsets published);
std::vector<Question> undo_questions(const DomainPlan& applied);

struct Plan {
    std::vector<DomainPlan> domains; ///< by name
    std::size_t considered = 0;      ///< how many domains were looked at, idle ones too

    std::size_t count(ChangeKind kind) const;
    /// 16 hexadecimal digits over all that the plan was computed from: as long as it stays the
    /// same, the same would be done.
    std::string id() const;
};

/// What makes a plan too bold to be applied without force.
struct Limits {
    unsigned zone_percent = 30;   ///< of a domain's RRsets that change or go
    std::size_t zone_least = 10;  ///< RRsets a domain must have for that
    unsigned fleet_percent = 5;   ///< of the domains that lose something
    std::size_t fleet_least = 20; ///< domains looked at for that
};

/// One sentence each; none when the plan may be applied.
std::vector<std::string> objections(const Plan& plan, const Limits& limits);

} // namespace fingerpost::publish
