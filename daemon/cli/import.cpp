#include "storage/import.hpp"

#include "cli/database.hpp"
#include "cli/verbs.hpp"
#include "storage/database_url.hpp"
#include "storage/seed.hpp"

#include <algorithm>
#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

/// --db-uri and --config name automx2's side here, as the command is asked to read that.
Result<std::string> source_uri(const Arguments& arguments, Io& io) {
    const auto& overrides = arguments.line.overrides;
    const auto named = std::any_of(overrides.begin(), overrides.end(), [](const auto& override) {
        return override.first == "db_uri";
    });
    if (!named && arguments.line.file.empty())
        return Error{Errc::bad_request, "say what to import: --db-uri URI or --config FILE"};
    auto source = configuration_in_force(arguments, io);
    if (!source.usable()) return Error{Errc::bad_request, "this cannot be read from"};
    return source.settings.db_uri;
}

/// Where to: --into, or else what the daemon would use.
Result<app::Settings> target(const Arguments& arguments, Io& io) {
    Arguments own;
    if (arguments.has("into")) own.line.overrides.emplace_back("db_uri", arguments.get("into"));
    auto configuration = configuration_in_force(own, io);
    if (!configuration.usable()) return Error{Errc::bad_request, "no database to import into"};
    return std::move(configuration.settings);
}

Result<storage::Copied> copied(const Arguments& arguments, Io& io) {
    const auto uri = source_uri(arguments, io);
    if (!uri) return uri.error();
    const auto settings = target(arguments, io);
    if (!settings) return settings.error();
    if (*uri == settings->db_uri)
        return Error{Errc::conflict, "that is the database in use; nothing to import"};
    const auto source = storage::DatabaseUrl::parse(*uri);
    if (!source) return source.error();
    const auto from = storage::open(*source, storage::Mode::read_only);
    const auto to = open_for_change(*settings);
    if (!to) return to.error();
    const auto existing =
        arguments.has("skip-existing") ? storage::Existing::skip : storage::Existing::refuse;
    return storage::copy_automx2(*from, **to, existing);
}

int run_automx2(const Arguments& arguments, Io& io) {
    const auto done = copied(arguments, io);
    if (!done) return failed(io, done.error());
    io.out << "imported providers: " << done->providers << ", domains: " << done->domains
           << ", servers: " << done->servers << ", DAV servers: " << done->dav_servers
           << ", LDAP servers: " << done->ldap_servers << ", attributes: " << done->attributes
           << '\n';
    for (const auto& domain : done->skipped)
        io.out << "  skipped, there already: " << domain << '\n';
    return exit_ok;
}

int run_example(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto connection = open_for_change(configuration.settings);
    if (!connection) return failed(io, connection.error());
    const auto seeded = storage::seed_example(**connection);
    if (!seeded) return failed(io, seeded.error());
    io.out << "The worked example is in place; see: fingerpost domain list\n";
    return exit_ok;
}

constexpr std::array options{
    Option{"into", "DB_URI", "the database to write; else the configuration's"},
    Option{"skip-existing", "", "leave domains alone that are there already"},
};

} // namespace

constinit const Verb import_group{.path = "import", .summary = "Take over what others have"};

constinit const Verb import_automx2{
    .path = "import automx2",
    .summary = "Copy all of automx2's database, which --db-uri or --config names",
    .options = options,
    .examples =
        "fingerpost import automx2 --db-uri sqlite:////var/lib/automx2/db.sqlite\n"
        "fingerpost import automx2 --config /etc/automx2/automx2.conf --into sqlite:///new.db",
    .run = run_automx2};

constinit const Verb import_example{
    .path = "import example",
    .summary = "Fill an empty database with the worked example",
    .examples = "fingerpost import example --db-uri sqlite:///example.db",
    .run = run_example};

} // namespace fingerpost::cli
