#include "publish/seen.hpp"

namespace fingerpost::publish {

std::vector<Question> questions_of(const Changes& changes) {
    std::vector<Question> questions;
    for (const auto& change : changes)
        if (change.acts()) questions.emplace_back(change.owner(), change.type());
    return questions;
}

Sight sight_of(const Changes& changes, const Observed& seen) {
    for (const auto& change : changes) {
        if (!change.acts()) continue;
        const auto& set = seen.find({change.owner(), change.type()});
        const auto what = change.owner() + ' ' + change.type();
        if (set.presence == Presence::unknown) return {Sight::unreadable, what, set.why};
        // what a wildcard answers is not there
        const bool there = set.presence == Presence::present && !set.synthesised;
        const auto& wanted = change.after;
        const bool same = there && set.set.values == wanted.values && set.set.ttl == wanted.ttl;
        if (wanted.values.empty() ? there : !same) return {Sight::not_made, what, {}};
    }
    return {};
}

} // namespace fingerpost::publish
