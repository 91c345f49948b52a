/// @file
/// Name servers of zones are asked only where a visit is allowed: NS records come from strangers
/// too. Resolvers are the operator's choice and always asked.
#pragma once

#include "check/allowed.hpp"
#include "resolve/name_servers.hpp"

namespace fingerpost::check {

class GuardedServers final : public resolve::NameServers {
public:
    /// `below` must outlive it.
    GuardedServers(resolve::NameServers& below, AllowedNetworks allowed)
        : below_(below), allowed_(std::move(allowed)) {}

    /// Unknown, and why, for an authoritative server at an address that is not allowed.
    boost::asio::awaitable<resolve::Answer> ask(resolve::Query query) override;

private:
    resolve::NameServers& below_;
    AllowedNetworks allowed_;
};

} // namespace fingerpost::check
