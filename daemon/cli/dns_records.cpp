#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/dns_format.hpp"
#include "cli/verbs.hpp"
#include "zone/served_records.hpp"

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

Result<format::Output> answer(const Arguments& arguments, const app::Settings& settings) {
    const auto name = arguments.has("format") ? arguments.get("format") : "table";
    const auto chosen = chosen_format(name, arguments, settings);
    if (!chosen) return chosen.error();
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto records = zone::ServedRecords(*catalog, app::host_settings(settings)).of(*domain);
    if (!records) return records.error();
    return format::write(*chosen->format, {*domain, *records}, chosen->with);
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
    .examples =
        "fingerpost dns records example.com\n"
        "fingerpost dns records example.com --format zone --public-hostname mail.example.com\n"
        "fingerpost dns records example.com --format panel --panel quoted,no-root",
    .run = run};

} // namespace fingerpost::cli
