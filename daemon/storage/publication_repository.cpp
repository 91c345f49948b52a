#include "storage/publication_repository.hpp"

#include <array>

namespace fingerpost::storage {

namespace {

constexpr std::array<std::string_view, 4> plan_states{"pending", "applied", "stopped", "undone"};
constexpr std::array<std::string_view, 3> step_states{"sent", "applied", "failed"};

/// The state a word stands for; the first one for a word nobody wrote.
template <class State, std::size_t size>
State state_of(const std::array<std::string_view, size>& words, std::string_view word) {
    for (std::size_t i = 0; i < size; ++i)
        if (words[i] == word) return static_cast<State>(i);
    return State{};
}

PlanRow plan_of(const Statement& row) {
    return {
        std::string(row.text(0)),
        row.integer(1),
        std::string(row.text(2)),
        std::string(row.text(3)),
        std::string(row.text(4)),
        state_of<PlanState>(plan_states, row.text(5))};
}

std::vector<PlanStep> steps_of(Statement& rows) {
    std::vector<PlanStep> steps;
    while (rows.step())
        steps.push_back(
            {std::string(rows.text(0)),
             std::string(rows.text(1)),
             state_of<StepState>(step_states, rows.text(2)),
             std::string(rows.text(3)),
             std::string(rows.text(4))}
        );
    return steps;
}

} // namespace

std::optional<Publication> PublicationRepository::publication(std::string_view domain) {
    if (!connection_.has_table("fingerpost_published")) return std::nullopt;
    const auto row =
        connection_.prepare("SELECT s.records, p.desired, p.applied_at FROM fingerpost_published p "
                            "JOIN fingerpost_record_set s ON s.id = p.record_set WHERE p.domain = ?"
        );
    row->bind(1, domain);
    if (!row->step()) return std::nullopt;
    return Publication{std::string(row->text(0)), std::string(row->text(1)), row->integer(2)};
}

std::optional<std::string> PublicationRepository::desired(std::string_view domain) {
    if (!select_desired_) {
        if (!connection_.has_table("fingerpost_published")) return std::nullopt;
        select_desired_ =
            connection_.prepare("SELECT desired FROM fingerpost_published WHERE domain = ?");
    }
    select_desired_->bind(1, domain);
    auto found = select_desired_->step() ? std::optional(std::string(select_desired_->text(0)))
                                         : std::nullopt;
    select_desired_->reset();
    return found;
}

void PublicationRepository::publish(std::string_view domain, const Publication& publication) {
    Transaction transaction(connection_);
    const auto old =
        connection_.prepare("SELECT record_set FROM fingerpost_published WHERE domain = ?");
    old->bind(1, domain);
    const auto old_set = old->step() ? old->integer(0) : 0;
    const auto remove = connection_.prepare("DELETE FROM fingerpost_published WHERE domain = ?");
    remove->bind(1, domain).step();
    if (!publication.records.empty()) {
        const auto insert = connection_.prepare(
            "INSERT INTO fingerpost_published (domain, record_set, desired, applied_at) "
            "VALUES (?, ?, ?, ?)"
        );
        insert->bind(1, domain).bind(2, record_set(publication.records));
        insert->bind(3, publication.desired).bind(4, publication.applied_at).step();
    }
    const auto unused = connection_.prepare(
        "DELETE FROM fingerpost_record_set WHERE id = ? AND NOT EXISTS "
        "(SELECT 1 FROM fingerpost_published WHERE record_set = fingerpost_record_set.id)"
    );
    unused->bind(1, old_set).step();
    transaction.commit();
}

std::int64_t PublicationRepository::record_set(const std::string& records) {
    const auto known =
        connection_.prepare("SELECT id FROM fingerpost_record_set WHERE records = ?");
    known->bind(1, records);
    if (known->step()) return known->integer(0);
    const auto insert =
        connection_.prepare("INSERT INTO fingerpost_record_set (records) VALUES (?)");
    insert->bind(1, records).step();
    return connection_.last_id();
}

void PublicationRepository::for_each_desired(
    const std::function<void(std::string_view, std::string_view)>& visit
) {
    if (!connection_.has_table("fingerpost_published")) return;
    const auto rows = connection_.prepare("SELECT domain, desired FROM fingerpost_published");
    while (rows->step())
        visit(rows->text(0), rows->text(1));
}

std::optional<PlanRow> PublicationRepository::plan(std::string_view id) {
    const auto row = connection_.prepare(
        "SELECT id, made_at, scope, policy, summary, state FROM fingerpost_plan WHERE id = ?"
    );
    row->bind(1, id);
    if (!row->step()) return std::nullopt;
    return plan_of(*row);
}

std::vector<PlanRow> PublicationRepository::plans() {
    const auto rows = connection_.prepare(
        "SELECT id, made_at, scope, policy, summary, state FROM fingerpost_plan "
        "ORDER BY made_at DESC, id"
    );
    std::vector<PlanRow> plans;
    while (rows->step())
        plans.push_back(plan_of(*rows));
    return plans;
}

void PublicationRepository::keep(const PlanRow& plan) {
    Transaction transaction(connection_);
    const auto remove = connection_.prepare(
        "DELETE FROM fingerpost_plan WHERE id = ? OR (state = 'pending' AND scope = ?)"
    );
    remove->bind(1, plan.id).bind(2, plan.scope).step();
    const auto insert = connection_.prepare(
        "INSERT INTO fingerpost_plan (id, made_at, scope, policy, summary, state) "
        "VALUES (?, ?, ?, ?, ?, ?)"
    );
    insert->bind(1, plan.id).bind(2, plan.made_at).bind(3, plan.scope).bind(4, plan.policy);
    insert->bind(5, plan.summary).bind(6, plan_states[static_cast<std::size_t>(plan.state)]);
    insert->step();
    const auto prune =
        connection_.prepare("DELETE FROM fingerpost_plan WHERE id NOT IN "
                            "(SELECT id FROM fingerpost_plan ORDER BY made_at DESC LIMIT ?)");
    prune->bind(1, static_cast<std::int64_t>(plans_max)).step();
    connection_.run("DELETE FROM fingerpost_plan_step WHERE state <> 'sent' AND plan NOT IN "
                    "(SELECT id FROM fingerpost_plan)");
    transaction.commit();
}

void PublicationRepository::note(const PlanStep& step) {
    Transaction transaction(connection_);
    const auto remove =
        connection_.prepare("DELETE FROM fingerpost_plan_step WHERE plan = ? AND domain = ?");
    remove->bind(1, step.plan).bind(2, step.domain).step();
    const auto insert =
        connection_.prepare("INSERT INTO fingerpost_plan_step (plan, domain, state, changes, what) "
                            "VALUES (?, ?, ?, ?, ?)");
    insert->bind(1, step.plan).bind(2, step.domain);
    insert->bind(3, step_states[static_cast<std::size_t>(step.state)]);
    insert->bind(4, step.changes).bind(5, step.what).step();
    transaction.commit();
}

std::vector<PlanStep> PublicationRepository::steps(std::string_view plan) {
    const auto rows = connection_.prepare(
        "SELECT plan, domain, state, changes, what FROM fingerpost_plan_step WHERE plan = ? "
        "ORDER BY domain"
    );
    rows->bind(1, plan);
    return steps_of(*rows);
}

std::vector<PlanStep> PublicationRepository::unfinished() {
    const auto rows =
        connection_.prepare("SELECT plan, domain, state, changes, what FROM fingerpost_plan_step "
                            "WHERE state = 'sent' ORDER BY plan, domain");
    return steps_of(*rows);
}

} // namespace fingerpost::storage
