/// @file
/// Zones that take dynamic updates (RFC 2136): looked at and changed at their primary.
#pragma once

#include "publish/name_server.hpp"
#include "publish/target.hpp"

#include <map>
#include <string>

namespace fingerpost::publish {

class UpdateTarget final : public Target {
public:
    /// The server must outlive it.
    explicit UpdateTarget(NameServer& primary) : primary_(primary) {}

    boost::asio::awaitable<Observed>
    observe(std::string domain, std::vector<Question> questions) override;

    boost::asio::awaitable<std::vector<PushResult>> apply(std::vector<DomainPlan> plans) override;

private:
    boost::asio::awaitable<Result<std::string>> zone_for(std::string domain);

    NameServer& primary_;
    std::map<std::string, std::string> zones_; ///< by domain
};

} // namespace fingerpost::publish
