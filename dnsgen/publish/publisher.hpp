/// @file
/// Plan and apply over many domains, with the registry of what we published: batches that grow,
/// a stop when too much fails, and nothing sent that was not noted before.
#pragma once

#include "base/error.hpp"
#include "publish/plan.hpp"
#include "publish/target.hpp"
#include "storage/publication_repository.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::publish {

struct ApplyReport {
    std::vector<PushResult> domains; ///< of those that were tried, in order
    std::size_t left = 0;            ///< not tried, because too many had failed

    std::size_t failures() const;
};

/// What a domain's records should be now. Errc::not_found: it is not served any more, so that what
/// we published for it goes.
using DesiredOf = std::function<Result<zone::Records>(std::string_view domain)>;

/// Used by one thread; the connection, the target and what `desired` needs must outlive it.
class Publisher {
public:
    struct Options {
        PlanPolicy policy = {};
        bool drift = false; ///< also look at domains of which nothing changed on our side
    };

    Publisher(
        storage::Connection& connection,
        Target& target,
        DesiredOf desired,
        std::function<std::int64_t()> now
    );

    /// Finds out what became of changes that were sent when the program was killed. How many are
    /// still unclear.
    boost::asio::awaitable<std::size_t> recover();

    /// The changes of the domains that need some. Errc::not_found for a domain that is not served
    /// and was never published.
    boost::asio::awaitable<Result<Plan>> plan(std::vector<std::string> domains, Options options);

    /// Of what the plan with this id has applied. Errc::not_found when it has applied nothing.
    boost::asio::awaitable<Result<Plan>> undo(std::string id);

    /// Sends it. Each domain is noted in the database before and after.
    boost::asio::awaitable<ApplyReport> apply(Plan plan);

    /// All domains we have published something for.
    std::vector<std::string> published_domains();

private:
    /// What planning one domain needs before its name servers are asked.
    struct Candidate {
        std::string domain;
        RRsets desired;
        RRsets published;
    };

    Result<std::optional<Candidate>> candidate(const std::string& domain, bool drift);
    Result<RRsets> published(const std::string& domain);
    boost::asio::awaitable<void>
    plan_one(Candidate& candidate, PlanPolicy policy, DomainPlan& plan);
    boost::asio::awaitable<Plan>
    observed_plan(std::vector<Candidate> candidates, PlanPolicy policy);
    void note_sent(const std::string& id, const std::vector<DomainPlan>& batch);
    void note_outcome(const std::string& id, const DomainPlan& plan, const PushResult& result);
    void register_published(const DomainPlan& plan, const RRsets& now);

    storage::PublicationRepository repository_;
    storage::Connection& connection_;
    Target& target_;
    DesiredOf desired_;
    std::function<std::int64_t()> now_;
};

} // namespace fingerpost::publish
