#include "publish/diff.hpp"

#include "publish/rdata.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace fingerpost::publish {

namespace {

using zone::RRset;

/// Types that are looked for where a CNAME is wanted, which stands alone (RFC 1034 §3.6.2).
constexpr std::array<std::string_view, 5> in_the_way{"A", "AAAA", "MX", "SRV", "TXT"};

struct Sides {
    const RRset* desired = nullptr;
    const RRset* published = nullptr;
};

using SidesOf = std::map<Question, Sides>;

SidesOf sides_of(const RRsets& desired, const RRsets& published) {
    SidesOf sides;
    for (const auto& set : desired)
        sides[{set.owner, set.type}].desired = &set;
    for (const auto& set : published)
        sides[{set.owner, set.type}].published = &set;
    return sides;
}

std::set<std::string> meanings(const RRset* set) {
    std::set<std::string> all;
    if (!set) return all;
    for (const auto& value : set->values)
        all.insert(meaning(set->type, value));
    return all;
}

/// What is there, apart from what a wildcard only seems to put there.
const RRset* present(const ObservedSet& observed) {
    const bool is = observed.presence == Presence::present && !observed.synthesised;
    return is ? &observed.set : nullptr;
}

/// One RRset, compared. Names and other RRsets are looked at afterwards.
class Comparison {
public:
    Comparison(const Question& what, const Sides& sides, const RRset* there)
        : desired_(sides.desired), wanted_(meanings(sides.desired)),
          ours_(meanings(sides.published)) {
        change_.before.owner = change_.after.owner = what.first;
        change_.before.type = change_.after.type = what.second;
        if (there) change_.before = *there;
    }

    Change result(const DiffPolicy& policy) {
        for (const auto& value : change_.before.values)
            sort(value);
        if (const auto clash = clashing(); !clash.empty() && !policy.replace) {
            refuse(clash);
            return change_;
        }
        if (policy.replace) std::erase_if(others_, [&](const auto& v) { return clashes(v); });
        settle();
        return change_;
    }

private:
    void sort(const std::string& value) {
        const auto means = meaning(change_.before.type, value);
        if (wanted_.contains(means))
            kept_.push_back(value);
        else if (!ours_.contains(means))
            others_.push_back(value);
    }

    bool clashes(const std::string& value) const {
        if (!desired_) return false;
        if (is_exclusive(desired_->type)) return true;
        const auto kind = singleton(desired_->owner, desired_->type, value);
        return !kind.empty() && std::ranges::any_of(desired_->values, [&](const auto& wanted) {
            return singleton(desired_->owner, desired_->type, wanted) == kind;
        });
    }

    std::string clashing() const {
        const auto at = std::ranges::find_if(others_, [&](const auto& v) { return clashes(v); });
        return at == others_.end() ? std::string() : *at;
    }

    void refuse(const std::string& value) {
        change_.after = *desired_;
        const bool whole = is_exclusive(desired_->type);
        change_.kind = whole ? ChangeKind::foreign : ChangeKind::conflict;
        change_.why =
            whole ? "somebody else published \"" + value + "\": remove it, or let --replace do it"
                  : "\"" + value +
                        "\" is there, and two of its kind make both void: "
                        "merge them by hand, or let --replace do it";
    }

    void settle() {
        auto& after = change_.after;
        after.values = kept_;
        after.values.insert(after.values.end(), others_.begin(), others_.end());
        if (desired_) add_missing();
        std::ranges::sort(after.values);
        after.ttl = desired_ && others_.empty() ? desired_->ttl : change_.before.ttl;
        if (desired_ && change_.before.values.empty()) after.ttl = desired_->ttl;
        change_.kind = kind();
    }

    void add_missing() {
        std::set<std::string> there;
        for (const auto& value : kept_)
            there.insert(meaning(desired_->type, value));
        for (const auto& value : desired_->values)
            if (!there.contains(meaning(desired_->type, value)))
                change_.after.values.push_back(value);
    }

    ChangeKind kind() const {
        const auto& [before, after] = std::tie(change_.before, change_.after);
        if (before.values == after.values)
            return before.ttl == after.ttl || after.values.empty() ? ChangeKind::none
                                                                   : ChangeKind::update;
        if (after.values.empty()) return ChangeKind::remove;
        return before.values.empty() ? ChangeKind::create : ChangeKind::update;
    }

    const RRset* desired_;
    std::set<std::string> wanted_;
    std::set<std::string> ours_;
    std::vector<std::string> kept_;   ///< present and wanted
    std::vector<std::string> others_; ///< present and not ours
    Change change_;
};

Change unknown(const Question& what, const Sides& sides, const std::string& why) {
    Change change;
    change.kind = ChangeKind::unknown;
    change.before.owner = change.after.owner = what.first;
    change.before.type = change.after.type = what.second;
    if (sides.desired) change.after = *sides.desired;
    change.why = why;
    return change;
}

void hold(Change& change, ChangeKind kind, std::string why) {
    change.kind = kind;
    change.why = std::move(why);
}

/// Looks at each change beside all others and what else is there.
class Neighbours {
public:
    Neighbours(Changes& changes, const Observed& observed)
        : changes_(changes), observed_(observed) {
        for (auto& change : changes_)
            by_name_[{change.owner(), change.type()}] = &change;
    }

    void look() {
        for (auto& change : changes_) {
            if (!change.acts() || change.after.values.empty()) continue;
            if (change.type() == "CNAME")
                look_beside_alias(change);
            else
                look_for_alias(change);
            if (change.acts()) look_at_targets(change);
        }
    }

private:
    /// Whether there will be such an RRset; none when nobody knows.
    std::optional<bool> stays(const Question& what) const {
        const auto at = by_name_.find(what);
        if (at != by_name_.end() && at->second->kind != ChangeKind::unknown) {
            const bool acts = at->second->acts();
            return !(acts ? at->second->after : at->second->before).values.empty();
        }
        const auto& seen = observed_.find(what);
        if (seen.presence == Presence::unknown) return std::nullopt;
        return present(seen) != nullptr;
    }

    void look_beside_alias(Change& change) {
        for (const auto type : in_the_way) {
            const Question what{change.owner(), std::string(type)};
            const auto there = stays(what);
            if (!there) return hold(change, ChangeKind::unknown, unseen(what));
            if (*there)
                return hold(
                    change,
                    ChangeKind::conflict,
                    "a CNAME cannot stand beside the " + what.second +
                        " records of its name (RFC 1034 §3.6.2)"
                );
        }
    }

    void look_for_alias(Change& change) {
        const Question alias{change.owner(), "CNAME"};
        const auto there = stays(alias);
        if (!there)
            hold(change, ChangeKind::unknown, unseen(alias));
        else if (*there)
            hold(
                change,
                ChangeKind::conflict,
                "the name is an alias, beside which nothing can stand (RFC 1034 §3.6.2)"
            );
    }

    /// A name server that checks targets refuses the whole zone at its next start, but not the
    /// update (RFC 2782, RFC 2181 §10.3).
    void look_at_targets(Change& change) {
        if (change.type() == "CNAME") return;
        for (const auto& value : change.after.values) {
            const auto name = target(change.type(), value);
            if (name.empty()) continue;
            if (stays({std::string(name), "CNAME"}).value_or(false))
                return hold(
                    change,
                    ChangeKind::conflict,
                    "its target " + std::string(name) +
                        " is an alias: BIND may refuse the whole zone (RFC 2782)"
                );
        }
    }

    std::string unseen(const Question& what) const {
        return what.first + " " + what.second + ": " + observed_.find(what).why;
    }

    Changes& changes_;
    const Observed& observed_;
    std::map<Question, Change*> by_name_;
};

} // namespace

std::vector<Question> questions(const RRsets& desired, const RRsets& published) {
    std::set<Question> all;
    for (const auto& [what, sides] : sides_of(desired, published)) {
        all.insert(what);
        all.insert({what.first, "CNAME"});
        if (!sides.desired) continue;
        if (what.second == "CNAME")
            for (const auto type : in_the_way)
                all.insert({what.first, std::string(type)});
        else
            for (const auto& value : sides.desired->values)
                if (const auto name = target(what.second, value); !name.empty())
                    all.insert({std::string(name), "CNAME"});
    }
    return {all.begin(), all.end()};
}

Changes diff(
    const RRsets& desired,
    const Observed& observed,
    const RRsets& published,
    const DiffPolicy& policy
) {
    Changes changes;
    for (const auto& [what, sides] : sides_of(desired, published)) {
        const auto& seen = observed.find(what);
        if (seen.presence == Presence::unknown)
            changes.push_back(unknown(what, sides, seen.why));
        else
            changes.push_back(Comparison(what, sides, present(seen)).result(policy));
    }
    Neighbours(changes, observed).look();
    return changes;
}

} // namespace fingerpost::publish
