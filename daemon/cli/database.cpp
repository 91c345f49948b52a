#include "cli/database.hpp"

#include "app/pacc_rollover.hpp"
#include "base/clock.hpp"
#include "storage/catalog_repository.hpp"
#include "storage/database_url.hpp"
#include "storage/migrate.hpp"

#include <filesystem>
#include <ostream>

namespace fingerpost::cli {

namespace {

Result<std::unique_ptr<storage::Connection>>
opened(const app::Settings& settings, storage::Mode mode) {
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    if (!url) return url.error();
    return storage::open(*url, mode);
}

} // namespace

Result<std::unique_ptr<storage::Connection>> open_for_change(const app::Settings& settings) {
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    if (url && url->file.empty())
        return Error{
            Errc::unsupported,
            "the database is in memory and would forget the change; set db_uri, or give --db-uri"};
    auto connection = opened(settings, storage::Mode::create);
    if (!connection) return connection;
    const auto migrated = storage::migrate(**connection);
    if (!migrated) return migrated.error();
    return connection;
}

Result<std::unique_ptr<storage::Connection>> open_for_reading(const app::Settings& settings) {
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    if (url && !url->file.empty() && !std::filesystem::exists(url->file))
        return Error{
            Errc::not_found,
            "there is no database " + url->file + " yet; provider add, import or serve makes it"};
    return opened(settings, storage::Mode::read_only);
}

Result<std::unique_ptr<storage::Connection>> open_current(const app::Settings& settings) {
    auto connection = open_for_reading(settings);
    if (!connection) return connection;
    const auto revision = storage::describe(**connection);
    if (revision.base == storage::Revision::Base::current) return connection;
    return Error{
        Errc::unsupported,
        "database " + storage::without_password(settings.db_uri) + ": " + revision.str() +
            "; serve, or any verb that changes something, brings automx2's up to date"};
}

Result<std::unique_ptr<storage::Connection>> open_with_sweep(const app::Settings& settings) {
    auto connection = open_current(settings);
    if (!connection || (*connection)->has_table("fingerpost_check_sweep")) return connection;
    return Error{
        Errc::unsupported,
        "database " + storage::without_password(settings.db_uri) +
            " was made by an older version; serve, or any verb that changes something, brings it "
            "up to date"};
}

Result<Catalog> load_catalog(const app::Settings& settings) {
    const auto connection = open_for_reading(settings);
    if (!connection) return connection.error();
    auto catalog = storage::CatalogRepository(**connection).load();
    const auto published = storage::PaccRepository(**connection).list();
    return app::holding_pacc(std::move(catalog), published, unix_time());
}

int failed(Io& io, const Error& error) {
    io.err << "fingerpost: " << error.what << '\n';
    return exit_error;
}

} // namespace fingerpost::cli
