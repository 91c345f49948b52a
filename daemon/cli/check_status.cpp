#include "app/check_ledger.hpp"
#include "base/clock.hpp"
#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/domain_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using metrics::Standing;

constexpr std::size_t rows_max = 200; ///< for people

constexpr std::array<Exit, metrics::standing_names.size()> exits{
    exit_ok, exit_critical, exit_warning, exit_unknown, exit_unknown};

std::string_view word(Standing standing) {
    return metrics::standing_names.at(static_cast<std::size_t>(standing));
}

std::string time_or_never(std::uint32_t time) {
    return time == 0 ? "never" : utc_text(time);
}

/// What is known of a domain, with the ids of checks.
struct Row {
    std::string domain;
    check::DomainState state;
    std::vector<std::string_view> errors;
    std::vector<std::string_view> warnings;
    std::vector<std::string_view> seen_once;
    std::vector<std::string_view> unknown;
};

Row row_of(
    std::string_view domain,
    const check::DomainState& state,
    const storage::CheckStateRepository::Bits& bits
) {
    Row row{std::string(domain), state, {}, {}, {}, {}};
    row.errors = app::ids_of(state.errors, bits);
    row.warnings = app::ids_of(state.fired & ~state.errors, bits);
    row.seen_once = app::ids_of(state.pending, bits);
    row.unknown = app::ids_of(state.unknown, bits);
    return row;
}

std::string joined(const std::vector<std::string_view>& ids) {
    std::string text;
    for (const auto id : ids)
        text.append(text.empty() ? "" : ", ").append(id);
    return text;
}

boost::json::object json_of(const Row& row) {
    const auto array = [](const std::vector<std::string_view>& ids) {
        return boost::json::array(ids.begin(), ids.end());
    };
    return {
        {"domain", row.domain},
        {"state", word(app::standing_of(row.state))},
        {"checked", utc_text(row.state.checked)},
        {"all_known", time_or_never(row.state.all_known)},
        {"errors", array(row.errors)},
        {"warnings", array(row.warnings)},
        {"seen_once", array(row.seen_once)},
        {"unknown", array(row.unknown)}};
}

std::string text_of(const Row& row) {
    TextTable table;
    table.add({"state", std::string(word(app::standing_of(row.state)))});
    table.add({"checked", utc_text(row.state.checked)});
    table.add({"all known", time_or_never(row.state.all_known)});
    if (!row.errors.empty()) table.add({"errors", joined(row.errors)});
    if (!row.warnings.empty()) table.add({"warnings", joined(row.warnings)});
    if (!row.seen_once.empty()) table.add({"seen once", joined(row.seen_once)});
    if (!row.unknown.empty()) table.add({"unknown", joined(row.unknown)});
    return table.str();
}

Result<Exit> one(storage::Connection& connection, const Arguments& arguments, Io& io) {
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    storage::CheckStateRepository states(connection);
    const auto kept = states.find(*domain);
    const auto state = kept ? app::parse_state(kept->state) : std::nullopt;
    if (!state) {
        const auto served = storage::DomainRepository(connection).get(*domain);
        if (!served) return served.error();
    }
    const auto standing = state ? app::standing_of(*state) : Standing::unchecked;
    const auto row =
        state ? row_of(*domain, *state, states.bits()) : Row{*domain, {}, {}, {}, {}, {}};
    if (arguments.has("json")) {
        auto json = json_of(row);
        if (!state) json = {{"domain", *domain}, {"state", word(standing)}};
        io.out << boost::json::serialize(json) << '\n';
    } else {
        io.out << (state ? text_of(row) : *domain + " was not checked yet\n");
    }
    return exits.at(static_cast<std::size_t>(standing));
}

/// All that is known.
struct Overview {
    storage::SweepPosition position;
    std::int64_t due = 0;
    metrics::Standings standings{};
    std::vector<Row> rows; ///< of domains that are not ok

    std::size_t& count(Standing standing) {
        return standings.at(static_cast<std::size_t>(standing));
    }
};

Overview overview_of(storage::Connection& connection) {
    storage::CheckSweepRepository sweep(connection);
    storage::CheckStateRepository states(connection);
    const auto bits = states.bits();
    Overview overview{sweep.position(), sweep.due_count(), {}, {}};
    std::size_t checked = 0;
    states.for_each([&](std::string_view domain, std::string_view text) {
        const auto state = app::parse_state(text);
        if (!state) return;
        const auto standing = app::standing_of(*state);
        ++overview.count(standing);
        ++checked;
        if (standing != Standing::ok) overview.rows.push_back(row_of(domain, *state, bits));
    });
    const auto rows = static_cast<std::size_t>(sweep.row_count());
    overview.count(Standing::unchecked) = rows > checked ? rows - checked : 0;
    return overview;
}

std::string text_of(Overview& overview) {
    const auto& position = overview.position;
    std::string text = "no sweep has begun; the setting check_period lets the daemon make them\n";
    if (position.began_at > 0)
        text = "round " + std::to_string(position.round + 1) + " began " +
               utc_text(position.began_at) + ", " + std::to_string(position.looked_at) +
               " domains looked at, the last " + utc_text(position.moved_at) + "; " +
               std::to_string(overview.due) + " wait for another look\n";
    for (std::size_t i = 0; i < overview.standings.size(); ++i)
        text.append(i == 0 ? "" : ", ")
            .append(std::to_string(overview.standings[i]))
            .append(" ")
            .append(metrics::standing_names[i]);
    text += "\n";
    const auto rank = [](const Row& row) {
        const auto standing = app::standing_of(row.state);
        return standing == Standing::failing ? 0 : standing == Standing::warning ? 1 : 2;
    };
    std::ranges::stable_sort(overview.rows, {}, rank);
    TextTable table({"DOMAIN", "STATE", "CHECKED", "ALL KNOWN", "CHECKS"});
    for (std::size_t i = 0; i < std::min(overview.rows.size(), rows_max); ++i) {
        const auto& row = overview.rows[i];
        auto ids = row.errors;
        ids.insert(ids.end(), row.warnings.begin(), row.warnings.end());
        table.add(
            {row.domain,
             std::string(word(app::standing_of(row.state))),
             utc_text(row.state.checked),
             time_or_never(row.state.all_known),
             joined(ids.empty() ? row.unknown : ids)}
        );
    }
    text += table.str();
    if (overview.rows.size() > rows_max)
        text += "and " + std::to_string(overview.rows.size() - rows_max) +
                " more: fingerpost check status --json\n";
    return text;
}

boost::json::object json_of(const Overview& overview) {
    boost::json::object counts;
    for (std::size_t i = 0; i < overview.standings.size(); ++i)
        counts[metrics::standing_names[i]] = overview.standings[i];
    boost::json::array rows;
    for (const auto& row : overview.rows)
        rows.push_back(json_of(row));
    const auto& position = overview.position;
    boost::json::object round{
        {"number", position.round + 1},
        {"began", utc_text(position.began_at)},
        {"moved", utc_text(position.moved_at)},
        {"after", position.after},
        {"looked_at", position.looked_at}};
    boost::json::object all{{"domains", counts}, {"due", overview.due}, {"not_ok", rows}};
    if (position.began_at > 0) all["round"] = std::move(round);
    return all;
}

Result<Exit> all(storage::Connection& connection, const Arguments& arguments, Io& io) {
    auto overview = overview_of(connection);
    if (arguments.has("json"))
        io.out << boost::json::serialize(json_of(overview)) << '\n';
    else
        io.out << text_of(overview);
    for (const auto standing :
         {Standing::failing, Standing::warning, Standing::unknown, Standing::unchecked})
        if (overview.count(standing) > 0) return exits.at(static_cast<std::size_t>(standing));
    return exit_ok;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto connection = open_with_sweep(configuration.settings);
    if (!connection) return failed(io, connection.error());
    storage::Transaction transaction(**connection, storage::Access::read);
    const auto exit = arguments.has("DOMAIN") ? one(**connection, arguments, io)
                                              : all(**connection, arguments, io);
    return exit ? *exit : failed(io, exit.error());
}

constexpr std::array options{json_option};
constexpr std::array positionals{Positional{"DOMAIN", "a domain that is served", false}};

} // namespace

constinit const Verb check_status{
    .path = "check status",
    .summary = "What the daemon's checks know of all domains, and how far they are",
    .options = options,
    .positionals = positionals,
    .details =
        "Nothing is asked of anybody. Exit 0: all is well, 2: there are warnings, 3: errors, "
        "4:\nsomething is not known or was not checked yet.",
    .examples = "fingerpost check status\nfingerpost check status example.com --json",
    .run = run};

} // namespace fingerpost::cli
