/// @file
/// The DNS as the servers of each zone have it now, whatever resolvers still remember: what is
/// mended is seen at once.
#pragma once

#include "resolve/name_servers.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fingerpost::check {

/// Asks the resolver below which servers know a name, and then one of these. Answers are never
/// `authentic`. Questions to other vantages are handed on.
class AuthoritativeView final : public resolve::NameServers {
public:
    /// `below` must outlive it. Zones' servers are asked on `port`.
    AuthoritativeView(resolve::NameServers& below, std::uint16_t port);

    boost::asio::awaitable<resolve::Answer> ask(resolve::Query query) override;

private:
    using Servers = std::vector<resolve::Vantage>;

    boost::asio::awaitable<Servers> servers_of(std::string name);
    boost::asio::awaitable<resolve::Answer> ask_servers(resolve::Query query);

    resolve::NameServers& below_;
    std::uint16_t port_;
    std::map<std::string, Servers> zones_; ///< by apex
};

} // namespace fingerpost::check
