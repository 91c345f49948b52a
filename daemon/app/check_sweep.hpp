/// @file
/// Checks every domain of the catalog in turn, one round in check_period, and within check_rate
/// questions a second. What changed, and where an error was seen once, is looked at out of turn.
/// On a thread and a connection of its own; how far it is, is in the database.
#pragma once

#include "app/check_ledger.hpp"
#include "app/domain_look.hpp"
#include "app/sweep_round.hpp"
#include "base/snapshot.hpp"
#include "metrics/metrics.hpp"
#include "storage/database_url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace fingerpost::app {

class CheckSweep {
public:
    using Clock = std::chrono::steady_clock;

    struct Rhythm {
        std::chrono::milliseconds turn{1000};     ///< between two looks at catalog and database
        std::chrono::milliseconds retry{60'000};  ///< after the database failed
        std::chrono::milliseconds renew{300'000}; ///< policy, trust and resolvers are read again
        std::chrono::seconds again{900}; ///< from a change, or an error seen once, to its look
    };

    /// Catalog and metrics must outlive it.
    CheckSweep(
        const Snapshot<Catalog>& catalog, storage::DatabaseUrl url, metrics::Metrics& metrics
    );
    CheckSweep(
        const Snapshot<Catalog>& catalog,
        storage::DatabaseUrl url,
        metrics::Metrics& metrics,
        Rhythm rhythm,
        MakeLook make_look
    );
    ~CheckSweep();
    CheckSweep(const CheckSweep&) = delete;
    CheckSweep& operator=(const CheckSweep&) = delete;

    /// Begins, goes on with other settings, or rests. Not for a database in memory, which would
    /// keep nothing.
    void use(const Settings& settings);

    /// What is being looked at is left for the next time.
    void stop();

private:
    struct Job {
        std::string domain;
        std::uint64_t number = 0; ///< SweepRound::Turn; 0: out of turn
    };
    struct Done {
        Job job;
        Result<Looked> looked;
    };
    using Memory = std::map<std::string, std::string>;

    boost::asio::awaitable<void> watch();
    boost::asio::awaitable<void> look_at(Job job, Memory memory, std::shared_ptr<DomainLook> look);
    void try_turn();
    void turn();
    void rest();
    void open();
    void resume();
    void close();
    void lost(const std::string& why);
    void complain(const std::string& why);
    bool renew();
    void notice_changes();
    void save();
    void tell_metrics();
    void finish_round();
    void start_looks();
    std::optional<Job> next_due();
    std::optional<Job> next_in_round();
    Clock::duration interval() const;

    const Snapshot<Catalog>& catalog_;
    storage::DatabaseUrl url_;
    metrics::Metrics& metrics_;
    Rhythm rhythm_;
    MakeLook make_look_;
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};

    std::optional<Settings> settings_; ///< none: it rests
    bool stopping_ = false;
    bool is_woken_ = false;
    std::string complaint_; ///< in the log already
    Clock::time_point not_before_;

    std::unique_ptr<storage::Connection> connection_; ///< null: to be opened
    std::optional<CheckLedger> ledger_;               ///< these as well
    std::optional<storage::CheckSweepRepository> rows_;
    Clock::time_point saved_;

    std::shared_ptr<const Catalog> seen_; ///< whose changes were noticed
    std::ptrdiff_t domains_ = 0;          ///< of it, without wildcards
    check::Policy policy_;
    std::shared_ptr<DomainLook> look_;                 ///< null: to be made
    std::shared_ptr<const Catalog> look_of_;           ///< its catalog
    std::vector<std::weak_ptr<DomainLook>> all_looks_; ///< older ones may still be in use
    Clock::time_point renewed_;

    SweepRound round_;
    std::deque<std::string> due_;
    Clock::time_point next_turn_; ///< of the round
    std::set<std::string> busy_;  ///< domains that are looked at, or not kept yet
    std::size_t looking_ = 0;
    std::vector<Done> done_; ///< not kept yet
    std::thread thread_;
};

} // namespace fingerpost::app
