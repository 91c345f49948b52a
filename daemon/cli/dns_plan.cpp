#include "base/clock.hpp"
#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/dns_session.hpp"
#include "cli/domain_choice.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "publish/preview.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using app::ProposedPlan;

Result<app::PublicationWish> wish_of(const Arguments& arguments) {
    auto domains = named_domains(arguments);
    if (!domains) return domains.error();
    app::PublicationWish wish;
    wish.domains = std::move(*domains);
    // who names a domain wants to see how it is
    wish.options.drift = arguments.has("drift") || !wish.domains.empty();
    wish.options.policy.adopt = arguments.has("adopt");
    wish.options.policy.diff.replace = arguments.has("replace");
    return wish;
}

bool is_idle(const ProposedPlan& proposed) {
    return std::ranges::all_of(proposed.plan.domains, &publish::DomainPlan::is_idle);
}

void show(const ProposedPlan& proposed, const Arguments& arguments, Io& io) {
    if (arguments.has("json"))
        io.out << publish::json_of(proposed.plan);
    else if (arguments.has("markdown"))
        io.out << publish::markdown_of(proposed.plan);
    else
        io.out << publish::text_of(proposed.plan, arguments.has("colour"));
    for (const auto& objection : proposed.objections)
        io.err << "needs --force: " << objection << '\n';
}

/// 0: nothing to do; 2: something to do, or to look at; 4: nobody answered.
Exit exit_for(const ProposedPlan& proposed) {
    using enum publish::ChangeKind;
    const auto& plan = proposed.plan;
    if (!is_idle(proposed) || plan.count(foreign) + plan.count(conflict) > 0) return exit_warning;
    return plan.count(unknown) > 0 ? exit_unknown : exit_ok;
}

template <bool keep>
int run(const Arguments& arguments, Io& io) {
    auto wish = wish_of(arguments);
    if (!wish) return failed(io, wish.error());
    const auto session = DnsSession::open(arguments, io);
    if (!session) return session.error().what.empty() ? exit_error : failed(io, session.error());
    auto& publication = (*session)->publication();
    const auto proposed = (*session)->run(
        keep ? publication.plan(std::move(*wish)) : publication.propose(std::move(*wish))
    );
    if (!proposed) return failed(io, proposed.error());
    show(*proposed, arguments, io);
    const bool machine = arguments.has("json") || arguments.has("markdown");
    if (keep && !machine && !is_idle(*proposed))
        io.out << "Apply it with: fingerpost dns apply " << proposed->id << '\n';
    return exit_for(*proposed);
}

std::string_view name(storage::PlanState state) {
    constexpr std::array<std::string_view, 4> names{"pending", "applied", "stopped", "undone"};
    return names[static_cast<std::size_t>(state)];
}

Result<Answer> list(storage::Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"ID", "MADE", "STATE", "SCOPE", "POLICY", "SUMMARY"});
    for (const auto& plan : storage::PublicationRepository(connection).plans()) {
        const auto made = utc_text(plan.made_at);
        table.add(
            {plan.id, made, std::string(name(plan.state)), plan.scope, plan.policy, plan.summary}
        );
        all.push_back(boost::json::object{
            {"id", plan.id},
            {"made", made},
            {"state", name(plan.state)},
            {"scope", plan.scope},
            {"policy", plan.policy},
            {"summary", plan.summary}});
    }
    return Answer{std::move(all), table.str()};
}

constexpr std::array options{
    Option{"all", "", "every domain that is served or was published; those that have changed"},
    Option{"drift", "", "with --all: look at those that have not changed too"},
    Option{"replace", "", "let values of others give way where ours cannot stand beside them"},
    Option{"adopt", "", "take what is already as it should be for ours, to be removed one day"},
    Option{"colour", "", "for a terminal"},
    Option{"markdown", "", "tables for a ticket"},
    json_option,
};
constexpr std::array list_options{json_option};
constexpr std::array positionals{Positional{"DOMAIN", "domains that are served", false, true}};
constexpr std::string_view details =
    "Compares what is desired, what the name server has and what we published before. Values of\n"
    "others stay. Exit 0: nothing to do, 2: something to do or in conflict, 4: no answer.";

} // namespace

constinit const Verb dns_diff{
    .path = "dns diff",
    .summary = "Show how what is published differs from what is desired",
    .options = options,
    .positionals = positionals,
    .details = details,
    .examples = "fingerpost dns diff example.com\nfingerpost dns diff --all --drift --json",
    .run = run<false>};

constinit const Verb dns_plan{
    .path = "dns plan",
    .summary = "Make a plan of changes, to be looked at and applied",
    .options = options,
    .positionals = positionals,
    .details = details,
    .examples = "fingerpost dns plan example.com\nfingerpost dns plan --all --markdown",
    .run = run<true>};

constinit const Verb dns_plans{
    .path = "dns plans",
    .summary = "List the plans that wait, were applied or undone, the latest first",
    .options = list_options,
    .examples = "fingerpost dns plans",
    .run = reading<list>};

} // namespace fingerpost::cli
