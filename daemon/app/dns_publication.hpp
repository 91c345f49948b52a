/// @file
/// Publishing as the settings say: what `fingerpost dns plan`, `apply`, `undo` and the daemon do.
#pragma once

#include "app/settings.hpp"
#include "catalog/catalog.hpp"
#include "publish/name_server.hpp"
#include "publish/publisher.hpp"
#include "storage/sql.hpp"
#include "zone/served_records.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::app {

/// Which domains, and how they are compared.
struct PublicationWish {
    std::vector<std::string> domains; ///< none: all that are served, or were published
    publish::Publisher::Options options = {};
};

struct ProposedPlan {
    publish::Plan plan;
    std::string id;
    std::vector<std::string> objections; ///< why it is not applied without force
};

/// Used on one thread; connection and catalog must outlive it.
class DnsPublication {
public:
    /// Errc::unsupported when no target is set; otherwise what is wrong with its settings.
    static Result<std::unique_ptr<DnsPublication>> make(
        const Settings& settings,
        const Catalog& catalog,
        storage::Connection& connection,
        const boost::asio::any_io_executor& executor
    );

    /// Looks, and changes nothing.
    boost::asio::awaitable<Result<ProposedPlan>> propose(PublicationWish wish);

    /// The same, kept until it is applied. A plan without changes is not kept.
    boost::asio::awaitable<Result<ProposedPlan>> plan(PublicationWish wish);

    /// Makes the kept plan anew and applies it if it is still the same. Errc::not_found: there is
    /// none of this id; Errc::conflict: it was applied, has moved, or needs force.
    boost::asio::awaitable<Result<publish::ApplyReport>> apply(std::string id, bool force);

    /// Takes back what the plan has applied, where nobody has changed it since.
    boost::asio::awaitable<Result<publish::ApplyReport>> undo(std::string id, bool force);

    /// Of a domain, what is to be found at every name server. Null: not served.
    publish::DesiredOf desired();

private:
    DnsPublication(
        const Settings& settings, const Catalog& catalog, storage::Connection& connection
    );
    std::vector<std::string> all_domains();
    boost::asio::awaitable<Result<publish::ApplyReport>>
    send(ProposedPlan proposed, storage::PlanRow row, bool force);
    void note_pacc(const publish::ApplyReport& report);

    Settings settings_;
    const Catalog& catalog_;
    storage::Connection& connection_;
    storage::PublicationRepository repository_;
    zone::ServedRecords records_;
    std::unique_ptr<publish::NameServer> primary_;
    std::unique_ptr<publish::Target> target_;
    std::unique_ptr<publish::Publisher> publisher_;
};

} // namespace fingerpost::app
