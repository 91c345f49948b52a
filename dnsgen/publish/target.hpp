/// @file
/// Where records go and are looked at: the files of a name server, or a name server that takes
/// updates.
#pragma once

#include "publish/plan.hpp"
#include "publish/push.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

class Target {
public:
    virtual ~Target() = default;

    /// What cannot be had is unknown.
    virtual boost::asio::awaitable<Observed>
    observe(std::string domain, std::vector<Question> questions) = 0;

    /// A result for each, in their order; no domain suffers from another one's failure.
    virtual boost::asio::awaitable<std::vector<PushResult>> apply(std::vector<DomainPlan> plans
    ) = 0;
};

} // namespace fingerpost::publish
