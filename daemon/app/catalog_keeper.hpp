/// @file
/// Keeps the catalog as the database has it, on a thread of its own: what the command line or any
/// other program commits is served within a second, and a database that is away costs nothing but
/// news.
#pragma once

#include "base/snapshot.hpp"
#include "catalog/catalog.hpp"
#include "metrics/metrics.hpp"
#include "storage/catalog_repository.hpp"
#include "storage/database_url.hpp"
#include "storage/pacc_repository.hpp"
#include "storage/sql.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace fingerpost::app {

class CatalogKeeper {
public:
    static constexpr std::chrono::milliseconds period{250};
    static constexpr std::chrono::seconds longest_pause{30}; ///< between two tries to reconnect

    /// `metrics` must outlive the keeper.
    CatalogKeeper(storage::DatabaseUrl url, metrics::Metrics& metrics);
    ~CatalogKeeper();
    CatalogKeeper(const CatalogKeeper&) = delete;
    CatalogKeeper& operator=(const CatalogKeeper&) = delete;

    /// Opens the database, brings it up to date, loads the catalog and begins to watch. Says what
    /// was upgraded. Errc::upstream when it cannot be opened: a start on nothing helps nobody.
    Result<std::vector<std::string>> start();

    /// Waits for a running job; no more are run.
    void stop();

    const Snapshot<Catalog>& catalog() const { return catalog_; }

    /// Whether the last look at the database worked.
    bool connected() const { return connected_; }

    /// Runs `job(Connection&)` on the keeper's thread and has the catalog follow before it
    /// returns. Its value or exception comes back to the caller's thread. SqlError is
    /// thrown when the database is away.
    template <class Job>
    boost::asio::awaitable<std::invoke_result_t<Job, storage::Connection&>> run(Job job);

private:
    void open();
    void expect_tables();
    void watch();
    void look();
    void publish(Catalog fresh);
    bool published_changed();
    Catalog holding(Catalog catalog);
    void lost(const std::string& why);
    storage::Connection& connection();

    storage::DatabaseUrl url_;
    metrics::Metrics& metrics_;
    Snapshot<Catalog> catalog_{Catalog()};
    std::unique_ptr<storage::Connection> connection_;
    std::unique_ptr<storage::CatalogRepository> repository_;
    std::int64_t data_version_ = 0;
    std::vector<storage::PublishedPacc> published_; ///< as last read
    std::optional<std::int64_t> settles_at_;        ///< when a held document has to go
    std::atomic<bool> connected_ = false;
    std::chrono::milliseconds pause_ = period;
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    std::thread thread_;
};

template <class Job>
boost::asio::awaitable<std::invoke_result_t<Job, storage::Connection&>> CatalogKeeper::run(Job job
) {
    using Value = std::invoke_result_t<Job, storage::Connection&>;
    const auto task = [](CatalogKeeper& keeper, Job work) -> boost::asio::awaitable<Value> {
        auto value = work(keeper.connection());
        if (keeper.connection().data_version() != keeper.data_version_) keeper.look();
        co_return value;
    };
    auto running = task(*this, std::move(job));
    co_return co_await boost::asio::co_spawn(
        context_, std::move(running), boost::asio::use_awaitable
    );
}

} // namespace fingerpost::app
