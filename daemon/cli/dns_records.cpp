#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/dns.hpp"
#include "cli/verbs.hpp"
#include "format/format.hpp"

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

Result<std::string> answer(const Arguments& arguments, const app::Settings& settings) {
    const auto format =
        format::parse_format(arguments.has("format") ? arguments.get("format") : "table");
    if (!format) return Error{Errc::bad_request, "--format is one of table, zone, json"};
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto records = ServedRecords(*catalog, app::host_settings(settings)).of(*domain);
    if (!records) return records.error();
    return format::write(*format, *records);
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
    .examples =
        "fingerpost dns records example.com\n"
        "fingerpost dns records example.com --format zone --public-hostname mail.example.com",
    .run = run};

} // namespace fingerpost::cli
