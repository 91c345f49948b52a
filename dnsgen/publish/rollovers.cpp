#include "publish/rollovers.hpp"

#include "base/text.hpp"
#include "publish/owner_attributes.hpp"

namespace fingerpost::publish {

namespace {

constexpr std::string_view hook_begun = "begun", hook_done = "done", hook_failed = "failed";

bool has_hook_to_run(const Rollover& rollover) {
    return rollover.step == "switch" && rollover.due == 0 && !rollover.hook.empty() &&
           rollover.hook_state.empty();
}

std::string failure_of(const Result<ProgramEnd>& end) {
    if (!end) return end.error().what;
    const auto said = first_characters(one_line(is_utf8(end->output) ? end->output : ""), 200);
    return "exit " + std::to_string(end->exit_code) + (said.empty() ? "" : ": " + said);
}

} // namespace

Rollovers::Rollovers(storage::Connection& connection, RolloverWorld world)
    : connection_(connection), world_(std::move(world)), repository_(connection) {}

RolloverSight& Rollovers::sight() {
    if (!sight_) sight_.emplace(connection_, world_.host);
    return *sight_;
}

Result<Rollover> Rollovers::start(const RolloverWish& wish) {
    storage::Transaction transaction(connection_);
    auto wanted = prepared(connection_, wish);
    if (!wanted) return wanted;
    const auto ttl = sight().longest_ttl(*wanted);
    if (!ttl)
        return Error{
            Errc::conflict,
            "no record of " + whose(*wanted) +
                " depends on it: set the attribute by fingerpost attribute set"};
    wanted->ttl = *ttl;
    wanted->tracked = world_.tracked;
    if (wanted->kind == "mta-sts-removal") wanted->hold = sight().longest_policy(*wanted);
    auto rollover = begun(std::move(*wanted), world_.now());
    rollover.id = repository_.add(rollover);
    auto before = rollover;
    before.step.clear(); // so that its first step is made
    const auto kept = keep(before, rollover);
    if (!kept) return kept.error();
    transaction.commit();
    return rollover;
}

/// Errc::conflict when somebody else has gone on with it, or its attributes are not as they were.
Result<Rollover> Rollovers::keep(const Rollover& before, Rollover after) {
    storage::Transaction transaction(connection_);
    const bool entered = after.step != before.step;
    const auto changes = entered ? step_of(after)->changes(after) : std::vector<AttributeChange>();
    if (!changes.empty()) {
        auto attributes = OwnerAttributes::of(connection_, after);
        if (!attributes) return attributes.error();
        for (const auto& change : changes)
            if (const auto made = attributes->make(change); !made) return made.error();
    }
    const auto& known = before.step.empty() ? after : before;
    if (!repository_.replace(known, after))
        return Error{
            Errc::conflict,
            "roll-over " + std::to_string(after.id) + " was changed by another program meanwhile"};
    transaction.commit();
    if (world_.tell) world_.tell(before, after);
    return after;
}

Result<Rollover> Rollovers::advance(std::int64_t id, bool force) {
    const auto before = repository_.get(id);
    if (!before) return before.error();
    auto after = advanced(*before, world_.now(), force);
    if (!after) return after;
    return keep(*before, std::move(*after));
}

Result<Rollover> Rollovers::cancel(std::int64_t id, bool unused) {
    const auto before = repository_.get(id);
    if (!before) return before.error();
    const auto owner = OwnerAttributes::of(connection_, *before);
    if (!owner && !is_over(*before)) return keep(*before, abandoned(*before, world_.now()));
    auto after = cancelled(*before, world_.now(), unused);
    if (!after) return after;
    return keep(*before, std::move(*after));
}

std::vector<Rollover> Rollovers::run() {
    std::vector<Rollover> all;
    sight_.reset();
    for (const auto& before : repository_.list()) {
        if (is_over(before)) continue;
        auto after = go_on(before);
        if (after != before) all.push_back(std::move(after));
    }
    return all;
}

/// As far as it gets now.
Rollover Rollovers::go_on(Rollover rollover) {
    while (!is_over(rollover)) {
        const bool look = needs_facts(rollover, world_.now());
        const auto facts = look ? sight().facts(rollover) : RolloverFacts();
        const auto next = next_state(rollover, world_.now(), facts);
        if (next == rollover) break;
        auto kept = keep(rollover, next);
        if (!kept) {
            auto stuck = rollover;
            stuck.note = kept.error().what;
            if (stuck == rollover || !keep(rollover, stuck)) return rollover;
            return stuck;
        }
        if (kept->step != rollover.step) sight_.reset();
        rollover = std::move(*kept);
    }
    return has_hook_to_run(rollover) ? run_hook(std::move(rollover)) : rollover;
}

/// Noted before it runs: a hook whose end nobody has seen is left to people.
Rollover Rollovers::run_hook(Rollover rollover) {
    auto begun = rollover;
    begun.hook_state = hook_begun;
    begun.note = "its hook was begun at " + utc_text(world_.now()) +
                 " and has not ended; see what it did, then fingerpost dns rollover advance " +
                 std::to_string(rollover.id);
    if (!world_.run_hook || !keep(rollover, begun)) return rollover;
    const auto end = world_.run_hook(rollover.hook);
    const bool done = end && end->exit_code == 0;
    auto after = begun;
    after.hook_state = done ? hook_done : hook_failed;
    after.note = "its hook failed, " + failure_of(end) +
                 "; switch by hand, then fingerpost dns rollover advance " +
                 std::to_string(rollover.id);
    if (done) {
        auto told = advanced(after, world_.now(), false);
        if (told) after = std::move(*told);
    }
    const auto kept = keep(begun, after);
    return kept ? *kept : begun;
}

} // namespace fingerpost::publish
