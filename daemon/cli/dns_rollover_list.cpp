#include "base/clock.hpp"
#include "cli/rollover_report.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/pacc_repository.hpp"

#include <boost/json/array.hpp>

namespace fingerpost::cli {

namespace {

using publish::Rollover;
using storage::Connection;

struct Listed {
    boost::json::array all;
    TextTable table{{"ID", "KIND", "OF", "OLD", "NEW", "STEP", "WAITS FOR"}};
};

void add(const Rollover& rollover, Listed& to) {
    to.all.push_back(to_json(rollover));
    const auto late = publish::overdue(rollover, unix_time());
    to.table.add(
        {std::to_string(rollover.id),
         rollover.kind,
         publish::whose(rollover),
         rollover.old_qualifier,
         rollover.new_qualifier,
         rollover.step,
         (late.empty() ? "" : "OVERDUE: ") + waits_for(rollover)}
    );
}

/// A new digest that stands beside the old one (app/pacc_rollover.hpp): it needs nobody.
void add(const storage::PublishedPacc& pacc, Listed& to) {
    const auto owner = pacc.settings.substr(0, pacc.settings.find(" servers"));
    const auto due = utc_text(pacc.settled_at);
    to.all.push_back(boost::json::object{
        {"id", nullptr},
        {"kind", "pacc"},
        {"of", owner},
        {"step", "publish-new"},
        {"due", due},
        {"over", false}});
    to.table.add({"-", "pacc", owner, "", "", "publish-new", "caches and others, until " + due});
}

Result<Answer> list(Connection& connection, const Arguments& arguments) {
    Listed found;
    for (const auto& rollover : storage::RolloverRepository(connection).list())
        if (arguments.has("all") || !publish::is_over(rollover)) add(rollover, found);
    for (const auto& pacc : storage::PaccRepository(connection).list())
        if (pacc.settled_at > unix_time()) add(pacc, found);
    auto text = found.all.empty() ? "no roll-overs; begin one with: fingerpost dns rollover start\n"
                                  : found.table.str();
    return Answer{std::move(found.all), std::move(text)};
}

/// The steps from here to the end.
std::string way_of(const Rollover& rollover) {
    std::string way;
    const auto* step = publish::step_of(rollover);
    for (auto at = rollover; step; step = publish::step_of(at)) {
        if (!step->only_lowered || !rollover.lowered_to.empty())
            way.append("  ").append(step->name).append(": ").append(step->what).append("\n");
        at.step = step->next;
    }
    return way;
}

Result<Answer> show(Connection& connection, const Arguments& arguments) {
    const auto id = rollover_id(arguments);
    if (!id) return id.error();
    const auto rollover = storage::RolloverRepository(connection).get(*id);
    if (!rollover) return rollover.error();
    TextTable table;
    table.add({"id", std::to_string(rollover->id)});
    table.add({"kind", rollover->kind});
    table.add({"of", publish::whose(*rollover)});
    table.add({"old", rollover->old_qualifier + ' ' + rollover->old_value});
    table.add({"new", rollover->new_qualifier + ' ' + rollover->new_value});
    table.add({"since", utc_text(rollover->since)});
    table.add({"waits for", waits_for(*rollover)});
    const auto late = publish::overdue(*rollover, unix_time());
    if (!late.empty()) table.add({"overdue", late});
    return Answer{to_json(*rollover), table.str() + "From here:\n" + way_of(*rollover)};
}

constexpr std::array list_options{Option{"all", "", "those that are over too"}, json_option};
constexpr std::array show_options{json_option};

} // namespace

constinit const Verb dns_rollover_list{
    .path = "dns rollover list",
    .summary = "List the roll-overs under way, with what each waits for",
    .options = list_options,
    .examples = "fingerpost dns rollover list\nfingerpost dns rollover list --all --json",
    .run = reading<list>};

constinit const Verb dns_rollover_show{
    .path = "dns rollover show",
    .summary = "Show one roll-over and its way from here",
    .options = show_options,
    .positionals = one_rollover,
    .examples = "fingerpost dns rollover show 7",
    .run = reading<show>};

} // namespace fingerpost::cli
