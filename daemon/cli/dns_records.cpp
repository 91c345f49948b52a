#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/dns_format.hpp"
#include "cli/verbs.hpp"
#include "zone/companions.hpp"
#include "zone/served_records.hpp"

#include <algorithm>
#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

/// Behind what leads in each line's place.
void append_lines(std::string& text, std::string_view lead, std::string_view lines) {
    for (auto end = lines.find('\n'); end != lines.npos; end = lines.find('\n')) {
        text.append(lead).append(lines.substr(0, end + 1));
        lines.remove_prefix(end + 1);
    }
}

/// Formats that also tell what goes with the records but not into the zone, and how each begins
/// the lines of it; elsewhere it would be taken for theirs.
struct Beside {
    std::string_view format;
    std::string_view before;
    std::string_view lead;
};
constexpr std::array besides{Beside{"table", "\n", ""}, Beside{"zone", "", "; "}};

Result<std::string>
told_beside(const zone::Subject& subject, const Beside& beside, const ChosenFormat& chosen) {
    std::string text;
    for (const auto& [why, records] : zone::companions_of(subject)) {
        const auto lines = format::write(*chosen.format, {subject.domain, records}, chosen.with);
        if (!lines) return lines.error();
        text.append(beside.before).append(beside.lead).append("These records ").append(why);
        text.append(":\n");
        append_lines(text, beside.lead, lines->text);
    }
    return text;
}

Result<format::Output> answer(const Arguments& arguments, const app::Settings& settings) {
    const auto name = arguments.has("format") ? arguments.get("format") : "table";
    const auto chosen = chosen_format(name, arguments, settings);
    if (!chosen) return chosen.error();
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto host = app::host_settings(settings);
    const auto records = zone::ServedRecords(*catalog, host).of(*domain);
    if (!records) return records.error();
    auto output = format::write(*chosen->format, {*domain, *records}, chosen->with);
    const auto* const beside = std::ranges::find(besides, name, &Beside::format);
    if (!output || beside == besides.end()) return output;
    const zone::Subject subject{*domain, *catalog->find(*domain), host};
    const auto told = told_beside(subject, *beside, *chosen);
    if (!told) return told.error();
    output->text += *told;
    return output;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto text = answer(arguments, configuration.settings);
    if (!text) return failed(io, text.error());
    io.out << text->text;
    write_notes(text->notes, io);
    return exit_ok;
}

constexpr std::array options{
    format_option,
    panel_option,
    template_option,
};
constexpr std::array positionals{Positional{"DOMAIN", "a domain that is served"}};

} // namespace

constinit const Verb dns_group{
    .path = "dns", .summary = "The DNS records that go with the catalog"};

constinit const Verb dns_records{
    .path = "dns records",
    .summary = "Print the records a domain ought to have, and why",
    .options = options,
    .positionals = positionals,
    .details =
        "As table and zone also tells what belongs in the zones of others, and what waits and\n"
        "for which attribute.",
    .examples =
        "fingerpost dns records example.com\n"
        "fingerpost dns records example.com --format zone --public-hostname mail.example.com\n"
        "fingerpost dns records example.com --format panel --panel quoted,no-root",
    .run = run};

} // namespace fingerpost::cli
