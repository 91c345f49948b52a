/// @file
/// What clients are told of a domain's servers, and of each that they are not told of, why.
#pragma once

#include "catalog/account_settings.hpp"
#include "cli/any_server.hpp"

#include <string>
#include <vector>

namespace fingerpost::cli {

/// "" for a server that is told.
std::string why_not_told(const Offer& offer, const Server& server);

struct LeftOut {
    ServerId id;
    std::string why;
};

struct Telling {
    Offer offer; ///< the servers that can be served; no provider
    std::vector<LeftOut> left_out;
};

/// As the catalog would have it, without loading all of it.
Telling telling_of(storage::Connection& connection, const storage::Domain& domain);

} // namespace fingerpost::cli
