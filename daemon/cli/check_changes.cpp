#include "base/clock.hpp"
#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/time_option.hpp"
#include "cli/verbs.hpp"
#include "storage/check_change_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>

namespace fingerpost::cli {

namespace {

using storage::CheckChange;

constexpr std::size_t rows_max = 200; ///< of a section, for people

/// What a finding comes to over the whole time, in the order in which it is told.
enum Section { new_error, new_warning, weaker, recovered, section_count };
struct Heading {
    std::string_view title;
    std::string_view one;  ///< "1 new error"
    std::string_view many; ///< "2 new errors"
};
constexpr std::array<Heading, section_count> headings{
    {{"New errors", "new error", "new errors"},
     {"New warnings", "new warning", "new warnings"},
     {"No longer errors", "no longer an error", "no longer errors"},
     {"Recovered", "recovered", "recovered"}}};

struct Difference {
    std::array<std::vector<CheckChange>, section_count> sections;
    std::size_t passed = 0; ///< as they were before, though not all the time

    bool empty() const {
        return std::ranges::all_of(sections, [](const auto& rows) { return rows.empty(); });
    }
};

Difference difference_of(const std::vector<CheckChange>& changes) {
    std::map<std::pair<std::string, std::string>, CheckChange> last;
    for (const auto& change : changes) {
        const auto [at, is_new] = last.try_emplace({change.domain, change.check}, change);
        if (is_new) continue;
        const auto before = at->second.before;
        at->second = change;
        at->second.before = before;
    }
    Difference difference;
    for (const auto& [key, change] : last) {
        const bool was = change.before == "error";
        const bool is = change.after == "error";
        if (change.before == change.after)
            ++difference.passed;
        else if (change.after.empty())
            difference.sections[recovered].push_back(change);
        else if (is)
            difference.sections[new_error].push_back(change);
        else
            difference.sections[was ? weaker : new_warning].push_back(change);
    }
    return difference;
}

std::string summary(const Difference& difference) {
    std::string text;
    for (std::size_t i = 0; i < section_count; ++i) {
        const auto count = difference.sections[i].size();
        if (count == 0) continue;
        text.append(text.empty() ? "" : ", ").append(std::to_string(count)).append(" ");
        text.append(count == 1 ? headings[i].one : headings[i].many);
    }
    if (text.empty()) text = "nothing changed";
    if (difference.passed > 0) text += "; " + std::to_string(difference.passed) + " came and went";
    return text;
}

std::string remainder_of(const std::vector<CheckChange>& rows) {
    if (rows.size() <= rows_max) return "";
    return "and " + std::to_string(rows.size() - rows_max) +
           " more: fingerpost check changes --json\n";
}

std::string text_of(const Difference& difference) {
    std::string text;
    for (std::size_t i = 0; i < section_count; ++i) {
        const auto& rows = difference.sections[i];
        if (rows.empty()) continue;
        TextTable table({"DOMAIN", "CHECK", "AT", "SUBJECT", "FOUND"});
        for (std::size_t row = 0; row < std::min(rows.size(), rows_max); ++row)
            table.add(
                {rows[row].domain,
                 rows[row].check,
                 utc_text(rows[row].at),
                 rows[row].subject,
                 rows[row].found}
            );
        text.append("\n").append(headings[i].title).append("\n");
        text += table.str() + remainder_of(rows);
    }
    return text;
}

/// Strangers' bytes in a cell of a table, as code where no formatting counts.
std::string cell(std::string_view text) {
    std::string safe;
    for (const char c : printable(text))
        safe += c == '|' || c == '`' ? '?' : c;
    return safe.empty() ? "" : "`" + safe + "`";
}

std::string markdown_of(const Difference& difference) {
    std::string text;
    for (std::size_t i = 0; i < section_count; ++i) {
        const auto& rows = difference.sections[i];
        if (rows.empty()) continue;
        text.append("\n## ").append(headings[i].title).append("\n\n");
        text += "| Domain | Check | At | Subject | Found |\n|---|---|---|---|---|\n";
        for (std::size_t row = 0; row < std::min(rows.size(), rows_max); ++row) {
            const auto& change = rows[row];
            text += "| " + change.domain + " | " + change.check + " | " + utc_text(change.at) +
                    " | " + cell(change.subject) + " | " + cell(change.found) + " |\n";
        }
        const auto rest = remainder_of(rows);
        if (!rest.empty()) text += "\n" + rest;
    }
    return text;
}

boost::json::array json_of(const std::vector<CheckChange>& changes) {
    const auto severity = [](const std::string& word) {
        return word.empty() ? boost::json::value() : boost::json::value(word);
    };
    boost::json::array all;
    for (const auto& change : changes)
        all.push_back(boost::json::object{
            {"at", utc_text(change.at)},
            {"domain", change.domain},
            {"check", change.check},
            {"before", severity(change.before)},
            {"after", severity(change.after)},
            {"subject", change.subject},
            {"found", change.found}});
    return all;
}

Result<Exit> tell(const Arguments& arguments, const app::Settings& settings, Io& io) {
    const bool markdown = arguments.has("markdown");
    if (markdown && arguments.has("json"))
        return Error{Errc::bad_request, "one of --json and --markdown will do"};
    const auto word = arguments.has("since") ? arguments.get("since") : "24h";
    const auto since = parse_since(word, unix_time());
    if (!since) return Error{since.error().code, "--since " + since.error().what};
    std::string domain;
    if (arguments.has("domain")) {
        auto parsed = parse_domain(arguments.get("domain"));
        if (!parsed) return parsed.error();
        domain = std::move(*parsed);
    }
    const auto connection = open_with_sweep(settings);
    if (!connection) return connection.error();
    const auto changes = storage::CheckChangeRepository(**connection).since(*since, domain);
    if (arguments.has("json")) {
        io.out << boost::json::serialize(json_of(changes)) << '\n';
        return exit_ok;
    }
    const auto difference = difference_of(changes);
    io.out << (markdown ? "# " : "") << "Checks since " << utc_text(*since) << ": "
           << summary(difference) << '\n';
    io.out << (markdown ? markdown_of(difference) : text_of(difference));
    return exit_ok;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto exit = tell(arguments, configuration.settings, io);
    return exit ? *exit : failed(io, exit.error());
}

// clang-format off
constexpr std::array options{
    Option{"since", "TIME", "since then: 90m, 24h (the default), 7d, 2026-11-22, 2026-11-22T09:30:00Z"},
    Option{"domain", "DOMAIN", "of this domain alone"},
    Option{"markdown", "", "write tables for a ticket or a mail"},
    json_option,
};
// clang-format on

} // namespace

constinit const Verb check_changes{
    .path = "check changes",
    .summary = "What the daemon's checks found that is new, and what has recovered",
    .options = options,
    .details = "Told is what differs between then and now; JSON has every change in its order.",
    .examples = "fingerpost check changes --since 24h | mail -E -s \"DNS today\" root\n"
                "fingerpost check changes --domain example.com --since 30d --json",
    .run = run};

} // namespace fingerpost::cli
