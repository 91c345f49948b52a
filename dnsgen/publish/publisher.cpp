#include "publish/publisher.hpp"

#include "base/together.hpp"
#include "publish/preview.hpp"
#include "publish/record_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;

constexpr std::size_t planned_at_once = 16;
/// Canaries first: how many domains are sent together, the last size for all that follow.
constexpr std::array<std::size_t, 4> batch_sizes{1, 10, 100, 1000};
constexpr std::size_t failures_allowed = 2;          ///< in one batch …
constexpr std::size_t failures_allowed_percent = 10; ///< … or that part of it

bool is_worrying(std::size_t failures, std::size_t sent) {
    return failures > failures_allowed && failures * 100 > sent * failures_allowed_percent;
}

RRsets united(RRsets ours, const RRsets& more) {
    for (const auto& set : more) {
        const auto same = std::ranges::find_if(ours, [&](const zone::RRset& known) {
            return known.owner == set.owner && known.type == set.type;
        });
        if (same == ours.end()) {
            ours.push_back(set);
            continue;
        }
        for (const auto& value : set.values)
            if (std::ranges::find(same->values, value) == same->values.end())
                same->values.push_back(value);
    }
    return ours;
}

/// What the registry keeps of a plan: all that may have to be taken back or looked at again.
std::string kept(DomainPlan plan) {
    std::erase_if(plan.changes, [](const Change& c) { return c.kind == ChangeKind::none; });
    return json_of(plan);
}

enum class Found { before, after, between, unknown };

/// Where a domain stands between the two sides of a plan's changes.
Found found(const DomainPlan& plan, const Observed& observed) {
    bool before = true, after = true;
    for (const auto& change : plan.changes) {
        if (!change.acts()) continue;
        const auto& seen = observed.find({change.owner(), change.type()});
        if (seen.presence == Presence::unknown) return Found::unknown;
        const bool there = seen.presence == Presence::present && !seen.synthesised;
        const auto values = there ? seen.set.values : std::vector<std::string>();
        before = before && values == change.before.values;
        after = after && values == change.after.values;
    }
    if (after) return Found::after;
    return before ? Found::before : Found::between;
}

} // namespace

std::size_t ApplyReport::failures() const {
    return static_cast<std::size_t>(std::ranges::count_if(domains, [](const auto& domain) {
        return domain.status != PushStatus::applied;
    }));
}

Publisher::Publisher(
    storage::Connection& connection,
    Target& target,
    DesiredOf desired,
    std::function<std::int64_t()> now
)
    : repository_(connection), connection_(connection), target_(target),
      desired_(std::move(desired)), now_(std::move(now)) {}

std::vector<std::string> Publisher::published_domains() {
    std::vector<std::string> domains;
    repository_.for_each_desired([&](std::string_view domain, std::string_view) {
        domains.emplace_back(domain);
    });
    return domains;
}

Result<RRsets> Publisher::published(const std::string& domain) {
    const auto known = repository_.publication(domain);
    if (!known) return RRsets();
    return from_text(known->records, domain);
}

Result<std::optional<Publisher::Candidate>>
Publisher::candidate(const std::string& domain, bool drift) {
    const auto known = repository_.desired(domain);
    const auto wanted = desired_(domain);
    const bool gone = !wanted && wanted.error().code == Errc::not_found && known;
    if (!wanted && !gone) return wanted.error();
    if (wanted && known && !drift && *known == digest_of(*wanted, domain))
        return std::optional<Candidate>();
    Candidate candidate{domain, {}, {}};
    if (wanted) candidate.desired = zone::rrsets(*wanted);
    auto ours = published(domain);
    if (!ours) return ours.error();
    candidate.published = std::move(*ours);
    return std::optional(std::move(candidate));
}

asio::awaitable<Result<Plan>> Publisher::plan(std::vector<std::string> domains, Options options) {
    std::ranges::sort(domains);
    domains.erase(std::unique(domains.begin(), domains.end()), domains.end());
    std::vector<Candidate> candidates;
    for (const auto& domain : domains) {
        auto one = candidate(domain, options.drift);
        if (!one) co_return one.error();
        if (*one) candidates.push_back(std::move(**one));
    }
    auto plan = co_await observed_plan(std::move(candidates), options.policy);
    plan.considered = domains.size();
    co_return plan;
}

asio::awaitable<void>
Publisher::plan_one(Candidate& candidate, PlanPolicy policy, DomainPlan& plan) {
    auto& [domain, desired, published] = candidate;
    auto asked = questions(desired, published);
    const auto observed = co_await target_.observe(domain, std::move(asked));
    plan = plan_domain(domain, desired, observed, std::move(published), policy);
}

asio::awaitable<Plan>
Publisher::observed_plan(std::vector<Candidate> candidates, PlanPolicy policy) {
    std::vector<DomainPlan> plans(candidates.size());
    const auto one = [&](std::size_t i) { return plan_one(candidates[i], policy, plans[i]); };
    co_await together(candidates.size(), planned_at_once, one);
    Plan plan;
    std::ranges::copy_if(
        std::move_iterator(plans.begin()),
        std::move_iterator(plans.end()),
        std::back_inserter(plan.domains),
        [](const DomainPlan& domain) {
            return !domain.is_idle() || std::ranges::any_of(domain.changes, [](const auto& c) {
                return c.kind != ChangeKind::none;
            });
        }
    );
    co_return plan;
}

asio::awaitable<Result<Plan>> Publisher::undo(std::string id) {
    Plan plan;
    for (const auto& step : repository_.steps(id)) {
        if (step.state != storage::StepState::applied) continue;
        auto applied = parse_domain_plan(step.changes);
        if (!applied) co_return applied.error();
        auto ours = published(step.domain);
        if (!ours) co_return ours.error();
        auto asked = undo_questions(*applied);
        const auto observed = co_await target_.observe(step.domain, std::move(asked));
        plan.domains.push_back(undo_domain(*applied, observed, std::move(*ours)));
    }
    if (plan.domains.empty())
        co_return Error{Errc::not_found, "nothing that plan " + id + " has applied is on record"};
    plan.considered = plan.domains.size();
    co_return plan;
}

asio::awaitable<ApplyReport> Publisher::apply(Plan plan) {
    const auto id = plan.id();
    ApplyReport report;
    std::size_t next = 0, batches = 0;
    while (next < plan.domains.size()) {
        const auto size = std::min(
            batch_sizes[std::min(batches++, batch_sizes.size() - 1)], plan.domains.size() - next
        );
        const auto first = plan.domains.begin() + static_cast<std::ptrdiff_t>(next);
        std::vector<DomainPlan> batch(first, first + static_cast<std::ptrdiff_t>(size));
        next += size;
        note_sent(id, batch);
        auto results = co_await target_.apply(batch);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            note_outcome(id, batch[i], results[i]);
            report.domains.push_back(results[i]);
        }
        const auto failed = [](const auto& o) { return o.status != PushStatus::applied; };
        if (is_worrying(
                static_cast<std::size_t>(std::ranges::count_if(results, failed)), batch.size()
            ))
            break;
    }
    report.left = plan.domains.size() - next;
    co_return report;
}

void Publisher::note_sent(const std::string& id, const std::vector<DomainPlan>& batch) {
    storage::Transaction transaction(connection_);
    for (const auto& plan : batch)
        repository_.note({id, plan.domain, storage::StepState::sent, kept(plan), ""});
    transaction.commit();
}

void Publisher::note_outcome(
    const std::string& id, const DomainPlan& plan, const PushResult& result
) {
    using enum storage::StepState;
    // what nobody answered for is looked at again by recover()
    const auto state = result.status == PushStatus::applied   ? applied
                       : result.status == PushStatus::unknown ? sent
                                                              : failed;
    storage::Transaction transaction(connection_);
    repository_.note({id, plan.domain, state, kept(plan), result.why});
    if (state == applied) register_published(plan, plan.published_after);
    transaction.commit();
}

void Publisher::register_published(const DomainPlan& plan, const RRsets& now) {
    const auto wanted = desired_(plan.domain);
    const bool whole = std::ranges::all_of(plan.changes, [](const Change& change) {
        return change.acts() || change.kind == ChangeKind::none;
    });
    const auto digest = wanted && whole ? digest_of(*wanted, plan.domain) : std::string();
    repository_.publish(plan.domain, {to_text(now, plan.domain), digest, now_()});
}

asio::awaitable<std::size_t> Publisher::recover() {
    std::size_t unclear = 0;
    for (auto step : repository_.unfinished()) {
        const auto plan = parse_domain_plan(step.changes);
        if (!plan) continue;
        auto asked = undo_questions(*plan);
        const auto observed = co_await target_.observe(step.domain, std::move(asked));
        const auto where = found(*plan, observed);
        if (where == Found::unknown) {
            ++unclear;
            continue;
        }
        storage::Transaction transaction(connection_);
        if (where == Found::after) register_published(*plan, plan->published_after);
        // some of it may be ours: never less than that is taken away later
        if (where == Found::between)
            register_published(*plan, united(plan->published_before, plan->published_after));
        step.state =
            where == Found::after ? storage::StepState::applied : storage::StepState::failed;
        step.what = where == Found::after ? "" : "was interrupted before it was complete";
        repository_.note(step);
        transaction.commit();
    }
    co_return unclear;
}

} // namespace fingerpost::publish
