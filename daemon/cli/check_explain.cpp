#include "check/report.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using check::Check;
using check::Family;

/// The checks of this id, or of this family.
std::vector<std::pair<const Family*, const Check*>> chosen(const std::string& word) {
    std::vector<std::pair<const Family*, const Check*>> found;
    for (const auto& family : check::families())
        for (const auto& check : family.checks)
            if (word.empty() || word == check.id || word == family.name)
                found.emplace_back(&family, &check);
    return found;
}

std::string table_of(const std::vector<std::pair<const Family*, const Check*>>& checks) {
    TextTable table({"CHECK", "FAMILY", "SEVERITY", "FIRES WHEN"});
    for (const auto& [family, check] : checks)
        table.add(
            {std::string(check->id),
             std::string(family->name),
             std::string(check::name(check->severity)),
             std::string(check->finds)}
        );
    return table.str();
}

std::string reference_page(const std::vector<std::pair<const Family*, const Check*>>& checks) {
    std::string page = "# Checks\n\nMade by `fingerpost check explain --markdown`.\n\n";
    const Family* last = nullptr;
    for (const auto& [family, check] : checks) {
        if (family != last) page.append("## ").append(family->title).append("\n\n");
        last = family;
        page += check::explained_markdown(*family, *check);
    }
    return page;
}

int run(const Arguments& arguments, Io& io) {
    const auto word = arguments.get("CHECK");
    const auto checks = chosen(word);
    if (checks.empty())
        return failed(
            io,
            {Errc::not_found,
             "\"" + word + "\" is neither a check nor a family; see: fingerpost check explain"}
        );
    if (arguments.has("markdown"))
        io.out << reference_page(checks);
    else if (word.empty())
        io.out << table_of(checks);
    else
        for (const auto& [family, check] : checks)
            io.out << check::explained_text(*family, *check);
    return exit_ok;
}

constexpr std::array options{Option{"markdown", "", "write the reference page"}};
constexpr std::array positionals{Positional{"CHECK", "a check, or a family of checks", false}};

} // namespace

constinit const Verb check_explain{
    .path = "check explain",
    .summary = "Tell what a check looks at, when it fires, why that matters and what to do",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost check explain\nfingerpost check explain srv-missing",
    .run = run};

} // namespace fingerpost::cli
