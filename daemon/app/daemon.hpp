/// @file
/// The running program: everything built in order from the settings, stopped in reverse.
#pragma once

#include "app/auto_publication.hpp"
#include "app/catalog_keeper.hpp"
#include "app/check_sweep.hpp"
#include "app/configuration.hpp"
#include "app/discovery.hpp"
#include "app/profile_signing.hpp"
#include "app/rollover_schedule.hpp"
#include "directory/directory.hpp"
#include "http/server.hpp"
#include "metrics/metrics.hpp"
#include "primary/primary.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::app {

class Daemon {
public:
    static constexpr std::chrono::seconds grace{10}; ///< for running requests when stopped

    /// The configuration must be usable().
    explicit Daemon(Configuration configuration);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    /// Opens the database and listens. The error says what could not be had.
    Result<void> start();

    /// Where it listens, public endpoints first, with the ports the system chose.
    std::vector<http::Endpoint> bound() const { return server_.bound(); }

    /// Takes what may change while running; a configuration that is not usable() changes nothing.
    void reload(Configuration fresh);

    /// Runs until SIGTERM or SIGINT; SIGHUP reloads what `read` gives.
    void run_until_signalled(const std::function<Configuration()>& read);

    void stop();

private:
    void use_directory(const directory::Protection& protection);
    Result<void> start_primary();
    Result<void> use_primary(const Settings& settings);
    Result<void> use_signer(const http::SignerFiles& files);
    void warn_of_signer() const;
    void look_after(boost::asio::steady_timer& daily);
    http::ListenerSettings public_listener();
    http::ListenerSettings admin_listener();
    http::Limits limits() const;

    Configuration configuration_;
    metrics::Metrics metrics_;
    CatalogKeeper keeper_;
    AutoPublication publication_;
    RolloverSchedule rollovers_;
    CheckSweep sweep_;
    ProfileSigning signing_;
    directory::Directory directory_{metrics_};
    Discovery discovery_;
    http::Server server_;
    std::unique_ptr<primary::Primary> primary_; ///< null: no name server takes zones from us
    bool running_ = false;
};

} // namespace fingerpost::app
