/// @file
/// One-time links: `/mobileconfig/once/<token>` gives the profile it was made for, until it is
/// used up or has expired. The token is a secret: it is never logged, and stored as a hash only.
#pragma once

#include "app/catalog_keeper.hpp"
#include "app/discovery.hpp"

namespace fingerpost::app {

/// What is stored of a token, in 64 hex digits. No salt: nobody can try out 192 bits.
std::string link_hash(std::string_view token);

bool is_profile_link(const Request& request);

/// 410 for a link that is used up, expired, revoked or never was; 503 while the database is away;
/// whatever the profile itself would be refused with, which takes no use. HEAD tells what GET
/// would, and takes no use either. `now` is seconds since 1970.
boost::asio::awaitable<Response> answer_profile_link(
    Request request, const Discovery& discovery, CatalogKeeper& keeper, std::int64_t now
);

/// Removes the links that have expired. Without a database, that waits for another time.
boost::asio::awaitable<void> prune_profile_links(CatalogKeeper& keeper, std::int64_t now);

} // namespace fingerpost::app
