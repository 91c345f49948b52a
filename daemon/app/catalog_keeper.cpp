#include "app/catalog_keeper.hpp"

#include "app/pacc_rollover.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "storage/migrate.hpp"

#include <algorithm>
#include <iterator>

namespace fingerpost::app {

namespace {

metrics::CatalogSize size_of(const Catalog& catalog) {
    metrics::CatalogSize size;
    size.domains = catalog.domains();
    size.providers = catalog.census().providers;
    const auto& servers = catalog.census().servers;
    const auto& dav_servers = catalog.census().dav_servers;
    const auto rest = std::copy(servers.begin(), servers.end(), size.servers.begin());
    std::copy(dav_servers.begin(), dav_servers.end(), rest);
    return size;
}

double unix_seconds() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

/// A database that may not be written is served as it is.
std::unique_ptr<storage::Connection>
open_as_allowed(const storage::DatabaseUrl& url, storage::Mode wanted) {
    try {
        return storage::open(url, wanted);
    } catch (const storage::SqlError& error) {
        auto connection = storage::open(url, storage::Mode::read_only);
        log::event(log::Level::warning, "database_read_only", {{"reason", error.what()}});
        return connection;
    }
}

} // namespace

CatalogKeeper::CatalogKeeper(storage::DatabaseUrl url, metrics::Metrics& metrics)
    : url_(std::move(url)), metrics_(metrics) {}

CatalogKeeper::~CatalogKeeper() {
    stop();
}

void CatalogKeeper::stop() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

Result<std::vector<std::string>> CatalogKeeper::start() {
    std::vector<std::string> done;
    try {
        connection_ = open_as_allowed(url_, storage::Mode::create);
        auto migrated = storage::migrate(*connection_);
        if (migrated)
            done = std::move(*migrated);
        else
            done.push_back("served as it is: " + migrated.error().what);
        open();
    } catch (const storage::SqlError& error) {
        return Error{Errc::upstream, error.what()};
    }
    watch();
    thread_ = std::thread([this] { context_.run(); });
    return done;
}

/// Takes the catalog of connection_ whole.
void CatalogKeeper::open() {
    expect_tables();
    data_version_ = connection_->data_version();
    repository_ = std::make_unique<storage::CatalogRepository>(*connection_);
    published_changed();
    publish(repository_->load());
    connected_ = true;
    pause_ = period;
}

void CatalogKeeper::watch() {
    timer_.expires_after(pause_);
    timer_.async_wait([this](const boost::system::error_code& stopped) {
        if (stopped) return;
        try {
            if (!connection_) {
                // not create: where a database was, an empty one is no help
                connection_ = open_as_allowed(url_, storage::Mode::read_write);
                open();
                log::event(log::Level::warning, "database_back");
            } else if (connection_->data_version() != data_version_) {
                look();
            } else if (settles_at_ && unix_time() >= *settles_at_) {
                catalog_.set(holding(*catalog_.get()));
            }
        } catch (const std::exception& error) {
            lost(error.what());
        }
        watch();
    });
}

/// A database that has lost tables, or is another one without any, says nothing about the domains
/// that are served: that is a database that is away, not one that is empty.
void CatalogKeeper::expect_tables() {
    if (catalog_.get()->domains() == 0) return;
    using Base = storage::Revision::Base;
    const auto base = storage::describe(connection()).base;
    if (base == Base::none || base == Base::foreign)
        throw storage::SqlError("the database has lost tables: " + url_.display());
}

/// The catalog follows what was committed.
void CatalogKeeper::look() {
    expect_tables();
    data_version_ = connection().data_version();
    const bool settles_anew = published_changed();
    auto fresh = repository_->refresh(*catalog_.get());
    if (fresh)
        publish(std::move(*fresh));
    else if (settles_anew)
        catalog_.set(holding(*catalog_.get()));
}

bool CatalogKeeper::published_changed() {
    auto rows = storage::PaccRepository(connection()).list();
    if (rows == published_) return false;
    published_ = std::move(rows);
    return true;
}

/// With the documents that may not change yet, and the time when the next of them may.
Catalog CatalogKeeper::holding(Catalog catalog) {
    const auto now = unix_time();
    settles_at_ = next_settling(published_, now);
    return holding_pacc(std::move(catalog), published_, now);
}

void CatalogKeeper::publish(Catalog fresh) {
    const auto size = size_of(fresh);
    for (const auto& problem : fresh.problems())
        log::event(log::Level::info, "row_not_served", {{"reason", problem}});
    catalog_.set(holding(std::move(fresh)));
    metrics_.catalog_loaded(size, unix_seconds());
    log::event(
        log::Level::info,
        "catalog_loaded",
        {{"domains", std::to_string(size.domains)}, {"providers", std::to_string(size.providers)}}
    );
}

/// The last catalog serves on; the next try waits twice as long.
void CatalogKeeper::lost(const std::string& why) {
    if (connected_) log::event(log::Level::error, "database_lost", {{"reason", why}});
    connected_ = false;
    repository_.reset();
    connection_.reset();
    metrics_.catalog_failed();
    pause_ = std::min<std::chrono::milliseconds>(std::max(2 * pause_, 2 * period), longest_pause);
}

storage::Connection& CatalogKeeper::connection() {
    if (!connection_) throw storage::SqlError("the database is away");
    return *connection_;
}

} // namespace fingerpost::app
