/// @file
/// Publishing as the settings say: what `fingerpost dns plan`, `apply`, `undo` and the daemon do.
#pragma once

#include "app/settings.hpp"
#include "catalog/catalog.hpp"
#include "publish/name_server.hpp"
#include "publish/propagation.hpp"
#include "publish/publisher.hpp"
#include "storage/sql.hpp"
#include "zone/served_records.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
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

/// A secondary that does not show yet what its primary does.
struct Behind {
    std::string zone;
    publish::SecondaryResult secondary;
};

struct Published {
    publish::ApplyReport report;
    std::vector<Behind> behind;
};

/// What one server shows, as the changes that would make it what is desired.
struct ServerView {
    std::string server; ///< "192.0.2.53 port 53"
    publish::Plan plan;
};

/// Used on one thread; connection and catalog must outlive it.
class DnsPublication {
public:
    struct Manner {
        bool force = false;                    ///< whatever objections there are
        std::chrono::seconds longest_wait{60}; ///< for secondaries; SOA refresh + retry at most
    };

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
    boost::asio::awaitable<Result<Published>> apply(std::string id, Manner manner);

    /// Takes back what the plan has applied, where nobody has changed it since.
    boost::asio::awaitable<Result<Published>> undo(std::string id, Manner manner);

    /// What each of dns_servers shows of these domains; none: of all that are served.
    boost::asio::awaitable<Result<std::vector<ServerView>>> verify(std::vector<std::string> domains
    );

private:
    DnsPublication(
        const Settings& settings, const Catalog& catalog, storage::Connection& connection
    );
    Result<void> connect(const boost::asio::any_io_executor& executor);
    std::vector<std::string> served_domains() const;
    boost::asio::awaitable<Result<Published>>
    send(ProposedPlan proposed, storage::PlanRow row, Manner manner);
    boost::asio::awaitable<std::vector<Behind>>
    wait_for_secondaries(std::vector<publish::DomainPlan> applied, std::chrono::seconds longest);
    boost::asio::awaitable<publish::Plan>
    seen_at(publish::NameServer& server, std::vector<std::string> domains);

    Settings settings_;
    const Catalog& catalog_;
    storage::Connection& connection_;
    storage::PublicationRepository repository_;
    zone::ServedRecords records_;
    std::vector<std::unique_ptr<publish::NameServer>> servers_; ///< the primary first
    std::unique_ptr<publish::Target> target_;
    std::unique_ptr<publish::Publisher> publisher_;
};

} // namespace fingerpost::app
