#include "publish/plan.hpp"

#include "protocol/digest.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace fingerpost::publish {

namespace {

using zone::RRset;

void append(std::string& text, const RRset& set) {
    text.append(set.owner).append(" ").append(std::to_string(set.ttl));
    text.append(" ").append(set.type);
    for (const auto& value : set.values)
        text.append("\t").append(value);
    text += '\n';
}

void append(std::string& text, const DomainPlan& plan) {
    text.append(plan.domain).append("\n");
    for (const auto& change : plan.changes) {
        text.append(name(change.kind)).append("\n");
        append(text, change.before);
        append(text, change.after);
    }
    for (const auto* published : {&plan.published_before, &plan.published_after})
        for (const auto& set : *published)
            append(text, set);
}

/// Our part of an RRset once its change is made; no values: none.
RRset ours_after(const Change& change, const RRset* desired, const RRset* published, bool adopt) {
    if (change.acts() && desired) return *desired;
    if (change.acts()) return {};
    if (change.kind != ChangeKind::none) return published ? *published : RRset{};
    if (!desired) return {}; // somebody else has taken it away
    if (adopt) return *desired;
    if (!published) return {};
    RRset both = *desired;
    std::erase_if(both.values, [&](const std::string& value) {
        return std::ranges::find(published->values, value) == published->values.end();
    });
    return both;
}

const RRset* find(const RRsets& sets, const Change& change) {
    const auto at = std::ranges::find_if(sets, [&](const RRset& set) {
        return set.owner == change.owner() && set.type == change.type();
    });
    return at == sets.end() ? nullptr : &*at;
}

std::vector<std::string> objections(const DomainPlan& plan, const Limits& limits) {
    std::vector<std::string> all;
    std::size_t there = 0, touched = 0;
    for (const auto& change : plan.changes) {
        if (change.before.values.empty()) continue;
        ++there;
        if (!change.acts()) continue;
        ++touched;
        if (change.type() == "MX" && change.kind == ChangeKind::remove)
            all.push_back(plan.domain + " would lose its MX records, and with them its mail");
    }
    if (there >= limits.zone_least && touched * 100 > there * limits.zone_percent)
        all.push_back(
            plan.domain + ": " + std::to_string(touched) + " of " + std::to_string(there) +
            " RRsets would change or go, more than " + std::to_string(limits.zone_percent) + " %"
        );
    return all;
}

bool loses(const DomainPlan& plan) {
    return std::ranges::any_of(plan.changes, [](const Change& change) {
        return change.kind == ChangeKind::remove;
    });
}

} // namespace

bool DomainPlan::acts() const {
    return std::ranges::any_of(changes, &Change::acts);
}

DomainPlan plan_domain(
    std::string domain,
    const RRsets& desired,
    const Observed& observed,
    RRsets published,
    const PlanPolicy& policy
) {
    DomainPlan plan;
    plan.domain = std::move(domain);
    plan.changes = diff(desired, observed, published, policy.diff);
    for (const auto& change : plan.changes) {
        auto ours =
            ours_after(change, find(desired, change), find(published, change), policy.adopt);
        if (!ours.values.empty()) plan.published_after.push_back(std::move(ours));
    }
    plan.published_before = std::move(published);
    return plan;
}

std::vector<Question> undo_questions(const DomainPlan& applied) {
    std::vector<Question> all;
    for (const auto& change : applied.changes)
        if (change.acts()) all.emplace_back(change.owner(), change.type());
    return all;
}

DomainPlan undo_domain(const DomainPlan& applied, const Observed& observed, RRsets published) {
    DomainPlan plan;
    plan.domain = applied.domain;
    for (const auto& done : applied.changes) {
        if (!done.acts()) continue;
        Change change{ChangeKind::unknown, done.after, done.before, {}};
        const auto& seen = observed.find({done.owner(), done.type()});
        const bool there = seen.presence == Presence::present && !seen.synthesised;
        if (seen.presence == Presence::unknown) {
            change.why = seen.why;
        } else if ((there ? seen.set.values : std::vector<std::string>{}) != done.after.values) {
            change.kind = ChangeKind::conflict;
            change.why = "it has changed since: it is left as it is";
        } else {
            if (there) change.before = seen.set;
            change.kind = done.kind == ChangeKind::create   ? ChangeKind::remove
                          : done.kind == ChangeKind::remove ? ChangeKind::create
                                                            : ChangeKind::update;
        }
        plan.changes.push_back(std::move(change));
    }
    const bool whole = std::ranges::all_of(plan.changes, &Change::acts);
    plan.published_after = whole ? applied.published_before : published;
    plan.published_before = std::move(published);
    return plan;
}

std::size_t Plan::count(ChangeKind kind) const {
    std::size_t counted = 0;
    for (const auto& domain : domains)
        counted +=
            static_cast<std::size_t>(std::ranges::count(domain.changes, kind, &Change::kind));
    return counted;
}

std::string Plan::id() const {
    std::string text;
    for (const auto& domain : domains)
        append(text, domain);
    return protocol::hex(protocol::sha256(text)).substr(0, 16);
}

std::vector<std::string> objections(const Plan& plan, const Limits& limits) {
    std::vector<std::string> all;
    for (const auto& domain : plan.domains)
        std::ranges::move(objections(domain, limits), std::back_inserter(all));
    const auto losing = static_cast<std::size_t>(std::ranges::count_if(plan.domains, loses));
    if (plan.considered >= limits.fleet_least &&
        losing * 100 > plan.considered * limits.fleet_percent)
        all.push_back(
            std::to_string(losing) + " of " + std::to_string(plan.considered) +
            " domains would lose records, more than " + std::to_string(limits.fleet_percent) + " %"
        );
    return all;
}

} // namespace fingerpost::publish
