/// @file
/// Has DNS follow the catalog: soon after a change a plan is made, and applied where the settings
/// let it and nothing speaks against it. On a thread of its own, as name servers may be slow.
#pragma once

#include "app/dns_publication.hpp"
#include "base/snapshot.hpp"
#include "storage/database_url.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <thread>

namespace fingerpost::app {

class AutoPublication {
public:
    using Clock = std::chrono::steady_clock;

    /// How long one waits for what. Changes come in bursts, which make one plan.
    struct Rhythm {
        std::chrono::milliseconds look{1000};      ///< between two looks at the catalog
        std::chrono::milliseconds settle{5000};    ///< without a further change
        std::chrono::milliseconds longest{30'000}; ///< since the first change
        std::chrono::milliseconds retry{60'000};   ///< after a failure
    };

    /// The catalog must outlive it.
    AutoPublication(const Snapshot<Catalog>& catalog, storage::DatabaseUrl url);
    AutoPublication(const Snapshot<Catalog>& catalog, storage::DatabaseUrl url, Rhythm rhythm);
    ~AutoPublication();
    AutoPublication(const AutoPublication&) = delete;
    AutoPublication& operator=(const AutoPublication&) = delete;

    /// Begins, or goes on with other settings. Not for a database in memory, where nothing that
    /// was published could be remembered.
    void use(const Settings& settings);

    /// Waits for a change that is being sent.
    void stop();

private:
    boost::asio::awaitable<void> watch();
    bool is_due();
    boost::asio::awaitable<bool> publish();
    boost::asio::awaitable<bool> publish_by(DnsPublication& publication);

    const Snapshot<Catalog>& catalog_;
    storage::DatabaseUrl url_;
    Rhythm rhythm_;
    std::optional<Settings> settings_;              ///< none: nothing to do
    std::shared_ptr<const Catalog> seen_;           ///< the last one looked at
    std::optional<Clock::time_point> first_change_; ///< that is not planned yet
    Clock::time_point last_change_;
    Clock::time_point not_before_; ///< after a failure
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    std::thread thread_;
};

} // namespace fingerpost::app
