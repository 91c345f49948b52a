#include "app/pacc_rollover.hpp"
#include "base/clock.hpp"
#include "cli/database.hpp"
#include "cli/dns_format.hpp"
#include "cli/domain_choice.hpp"
#include "cli/verbs.hpp"
#include "publish/export.hpp"
#include "storage/database_url.hpp"
#include "zone/served_records.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <ostream>

namespace fingerpost::cli {

namespace {

Result<publish::ExportSettings>
export_settings(const Arguments& arguments, const app::Settings& settings) {
    std::vector<std::string> names;
    if (arguments.has("format")) names.push_back(arguments.get("format"));
    if (arguments.has("zone")) names.emplace_back("bind-zone");
    if (arguments.has("snippet")) names.emplace_back("bind-snippet");
    if (names.size() != 1)
        return Error{
            Errc::bad_request,
            "choose one: --zone for whole zones, --snippet for lines, or --format FORMAT"};
    const auto chosen = chosen_format(names.front(), arguments, settings);
    if (!chosen) return chosen.error();
    publish::ExportSettings to;
    to.directory = arguments.get("out");
    to.format = chosen->format;
    to.with = chosen->with;
    to.stanzas = arguments.has("all");
    to.force = arguments.has("force");
    const auto now = std::chrono::system_clock::now();
    to.today = std::chrono::floor<std::chrono::days>(now);
    return to;
}

void write_json(const publish::ExportReport& report, Io& io) {
    boost::json::array files;
    for (const auto& file : report.files)
        files.push_back(boost::json::object{
            {"domain", file.domain},
            {"file", file.file},
            {"status", publish::name(file.status)},
            {"why", file.why},
            {"notes", boost::json::array(file.notes.begin(), file.notes.end())}});
    io.out << boost::json::serialize(files) << '\n';
}

void write_text(const publish::ExportReport& report, Io& io) {
    for (const auto& file : report.files) {
        write_notes(file.notes, io);
        if (file.status == publish::ExportStatus::unchanged) continue;
        io.out << publish::name(file.status) << ' '
               << (file.file.empty() ? file.domain : file.file);
        if (!file.why.empty()) io.out << ": " << file.why;
        io.out << '\n';
    }
    for (const auto status :
         {publish::ExportStatus::written,
          publish::ExportStatus::unchanged,
          publish::ExportStatus::skipped,
          publish::ExportStatus::failed})
        io.out << report.count(status) << ' ' << publish::name(status)
               << (status == publish::ExportStatus::failed ? "\n" : ", ");
}

/// The files are written: a database that cannot be changed is only told of.
void note_published(
    const publish::ExportReport& report,
    const Catalog& catalog,
    const app::Settings& settings,
    Io& io
) try {
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    const auto connection = storage::open(*url, storage::Mode::read_write);
    app::note_published_pacc(*connection, catalog, report.domains, unix_time(), settings.dns_ttl);
} catch (const storage::SqlError& error) {
    io.err
        << "fingerpost: exported, but not noted in the database, so that a changed PACC document "
           "may be served before its digest is known: "
        << error.what() << '\n';
}

/// Exports, and says what came of it.
Result<Exit> exported(const Arguments& arguments, const app::Settings& settings, Io& io) {
    const auto to = export_settings(arguments, settings);
    if (!to) return to.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto domains = chosen_domains(arguments, *catalog);
    if (!domains) return domains.error();
    zone::ServedRecords records(*catalog, app::host_settings(settings));
    const auto records_of = [&](std::string_view domain) { return records.of(domain); };
    if (to->directory == "-") {
        const auto text = publish::export_text(*domains, records_of, *to);
        if (!text) return text.error();
        io.out << text->text;
        write_notes(text->notes, io);
        return exit_ok;
    }
    const auto report = publish::export_files(*domains, records_of, *to);
    if (!report) return report.error();
    if (to->format->has_records) note_published(*report, *catalog, settings, io);
    if (arguments.has("json"))
        write_json(*report, io);
    else
        write_text(*report, io);
    return report->count(publish::ExportStatus::failed) > 0 ? exit_error : exit_ok;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto done = exported(arguments, configuration.settings, io);
    return done ? *done : failed(io, done.error());
}

constexpr std::array options{
    Option{"zone", "", "short for --format bind-zone: whole zones, db.example.com"},
    Option{"snippet", "", "short for --format bind-snippet: lines to $INCLUDE"},
    format_option,
    panel_option,
    template_option,
    Option{"all", "", "every domain of the catalog"},
    Option{"out", "DIR", "the directory, which must exist; - for standard output", true},
    Option{"force", "", "overwrite files that were changed by hand since they were exported"},
    json_option,
};
constexpr std::array positionals{Positional{"DOMAIN", "domains that are served", false, true}};

} // namespace

constinit const Verb dns_export{
    .path = "dns export",
    .summary =
        "Write files for name servers and DNS tools; those whose content stays are left alone",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost dns export --snippet example.com --out /var/lib/bind/discovery\n"
                "fingerpost dns export --zone --all --out /var/lib/bind/discovery "
                "--nameservers ns1.example.net,ns2.example.net\n"
                "fingerpost dns export --format octodns --all --out /etc/octodns/discovery\n"
                "fingerpost dns export --format nsupdate example.com --out - | nsupdate -v -k KEY",
    .run = run};

} // namespace fingerpost::cli
