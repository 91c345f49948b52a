/// @file
/// The hidden primary: name servers of others take whole zones from it, and are told when one has
/// changed. A thread of its own.
/// Spec: RFC 5936, RFC 1995, RFC 1996, RFC 9432.
#pragma once

#include "base/clock.hpp"
#include "base/snapshot.hpp"
#include "catalog/catalog.hpp"
#include "primary/notifier.hpp"
#include "primary/responder.hpp"
#include "primary/serial_book.hpp"
#include "primary/server.hpp"
#include "primary/settings.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace fingerpost::primary {

class Primary {
public:
    static constexpr std::chrono::milliseconds period{250}; ///< between two looks at the catalog

    /// `catalog` and `metrics` must outlive it. The database has our tables by the time of start().
    Primary(
        const Snapshot<Catalog>& catalog,
        storage::DatabaseUrl url,
        metrics::Metrics& metrics,
        Limits limits = {},
        Clock clock = unix_time
    );
    ~Primary();
    Primary(const Primary&) = delete;
    Primary& operator=(const Primary&) = delete;

    /// Before start(). Errc::conflict when a port is in use.
    Result<void> listen(const std::vector<Endpoint>& endpoints);
    const std::vector<Endpoint>& bound() const { return server_.bound(); }

    void start(Settings settings);

    /// Replaces the settings; secondaries are told of the zones that differ by them. Any thread.
    void use(Settings settings);

    /// Any thread but its own.
    void stop();

private:
    void take(std::shared_ptr<const Settings> settings);
    void watch();
    void look();
    void find_changed(std::string after);
    bool notify(const std::string& zone);

    const Snapshot<Catalog>& catalog_;
    metrics::Metrics& metrics_;
    Limits limits_;
    Clock clock_;
    SerialBook book_;
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    Responder responder_;
    Server server_;
    std::shared_ptr<const Settings> settings_;
    std::shared_ptr<const Zones> zones_;
    std::vector<std::shared_ptr<Notifier>> notifiers_;
    unsigned sweep_ = 0; ///< counts the settings, so that an old find_changed() ends
    bool stopped_ = false;
    std::thread thread_;
};

} // namespace fingerpost::primary
