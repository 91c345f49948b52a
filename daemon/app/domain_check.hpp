/// @file
/// Checks of domains as the settings say: what `fingerpost check` and the daemon's sweeps do.
#pragma once

#include "app/settings.hpp"
#include "catalog/catalog.hpp"
#include "check/collector.hpp"
#include "check/migration.hpp"
#include "check/policy.hpp"
#include "check/propagation.hpp"
#include "storage/sql.hpp"
#include "zone/served_records.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::app {

/// What one run does in its own way.
struct CheckWish {
    std::vector<const check::Family*> families; ///< none: all
    /// Where the domain's records are looked up: by the resolver of the settings, by this one, or
    /// at the servers of each zone.
    resolve::Vantage from = {};
    bool live = true;                  ///< pages are fetched, servers visited
    bool fresh = false;                ///< no answer is kept for the next time
    unsigned questions_per_second = 0; ///< to all name servers together; 0: no limit
    std::optional<http::Url> via = {}; ///< CollectorSettings::via
};

/// Errc::bad_request for a rule about a check that is not there.
Result<check::Policy> read_policy(storage::Connection& connection);

/// Used on the one thread that runs the context.
class DomainCheck {
public:
    /// Context and catalog must outlive it. Errc::bad_request names the setting that is no good.
    static Result<std::unique_ptr<DomainCheck>> make(
        boost::asio::io_context& context,
        const Settings& settings,
        const Catalog& catalog,
        CheckWish wish
    );

    /// `memory`: what the domain's checks remembered the last time. Errc::not_found when nobody
    /// serves the domain.
    boost::asio::awaitable<Result<check::Findings>>
    check(std::string domain, std::map<std::string, std::string> memory);

    /// What the domain should have. Errc::not_found when nobody serves it.
    Result<zone::Records> desired(const std::string& domain) { return records_.of(domain); }

    /// Ends all questions: who waits for an answer learns that nothing is known, and who asks from
    /// now on, too.
    void stop();

    /// Where a record of the domain has arrived. Errc::not_found when nobody serves the domain.
    boost::asio::awaitable<Result<std::vector<check::Sighting>>>
    watch(std::string domain, std::string name, resolve::Type type);

    /// What is to be done to move a domain here. Errc::not_found when nobody serves the domain.
    boost::asio::awaitable<Result<check::Migration>> migration(std::string domain);

    ~DomainCheck();

private:
    class Questions;

    DomainCheck(const Settings& settings, const Catalog& catalog, CheckWish wish);

    boost::asio::awaitable<void> find_out_validating();
    /// Runs `look` until it has asked all it wants.
    template <class Seen>
    boost::asio::awaitable<Result<Seen>> looked_at(
        std::string domain, std::function<Seen(const check::Subject&, check::Evidence&)> look
    );

    const Catalog& catalog_;
    zone::HostSettings host_;
    zone::ServedRecords records_;
    std::vector<const check::Family*> families_;
    check::Circumstances circumstances_;
    bool trusts_resolver_;
    bool knows_validating_ = false;
    std::unique_ptr<Questions> dns_;
    std::unique_ptr<resolve::NameServers> guarded_;     ///< over dns_
    std::unique_ptr<resolve::NameServers> authorities_; ///< over guarded_, or null
    std::shared_ptr<const http::Client> web_;
    std::shared_ptr<const probe::Visitor> visitor_;
    std::unique_ptr<check::Collector> collector_;
};

} // namespace fingerpost::app
