#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/verbs.hpp"
#include "format/format.hpp"
#include "zone/companions.hpp"
#include "zone/served_records.hpp"

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

/// What goes with the zone's records but not into the zone; in JSON it would be taken for theirs.
std::string told_beside(const zone::Subject& subject, format::Format format) {
    std::string text;
    if (format == format::Format::json) return text;
    const std::string_view lead = format == format::Format::zone ? "; " : "";
    for (const auto& beside : zone::companions_of(subject)) {
        text.append(lead.empty() ? "\n" : "").append(lead);
        text.append("These records ").append(beside.why).append(":\n");
        append_lines(text, lead, format::write(format, beside.records));
    }
    return text;
}

Result<std::string> answer(const Arguments& arguments, const app::Settings& settings) {
    const auto format =
        format::parse_format(arguments.has("format") ? arguments.get("format") : "table");
    if (!format) return Error{Errc::bad_request, "--format is one of table, zone, json"};
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto host = app::host_settings(settings);
    const auto records = zone::ServedRecords(*catalog, host).of(*domain);
    if (!records) return records.error();
    const zone::Subject subject{*domain, *catalog->find(*domain), host};
    return format::write(*format, *records) + told_beside(subject, *format);
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto text = answer(arguments, configuration.settings);
    if (!text) return failed(io, text.error());
    io.out << *text;
    return exit_ok;
}

constexpr std::array options{
    Option{"format", "FORMAT", "table for people, zone for a zone file, json for programs"},
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
        "Also tells, except in JSON, what belongs in the zones of others, and what waits and\n"
        "for which attribute.",
    .examples =
        "fingerpost dns records example.com\n"
        "fingerpost dns records example.com --format zone --public-hostname mail.example.com",
    .run = run};

} // namespace fingerpost::cli
