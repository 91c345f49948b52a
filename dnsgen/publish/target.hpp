/// @file
/// Where records go and are looked at: the files of a name server, or a name server that takes
/// updates.
#pragma once

#include "publish/plan.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

enum class Outcome {
    applied, ///< and seen to be there
    refused, ///< the target does not take it; trying again does not help
    moved,   ///< it changed since it was looked at: plan again
    ignored, ///< accepted, but not there
    unknown  ///< nobody answered: it may be there or not
};
std::string_view name(Outcome outcome);

struct DomainOutcome {
    Outcome outcome = Outcome::unknown;
    std::string what; ///< why it was not applied, and what to do
};

class Target {
public:
    virtual ~Target() = default;

    /// What cannot be had is unknown.
    virtual boost::asio::awaitable<Observed>
    observe(std::string domain, std::vector<Question> questions) = 0;

    /// An outcome for each, in their order; no domain suffers from another one's failure.
    virtual boost::asio::awaitable<std::vector<DomainOutcome>> apply(std::vector<DomainPlan> plans
    ) = 0;
};

} // namespace fingerpost::publish
