#include "cli/told.hpp"

#include "catalog/defaults.hpp"

#include <algorithm>

namespace fingerpost::cli {

namespace {

void add_usable(const ServerRow& row, Telling& to) {
    auto server = to_server(row);
    if (server)
        to.offer.servers.push_back(std::move(*server));
    else
        to.left_out.push_back({{storage::Link::server, row.id}, server.error().what});
}

void add_usable(const storage::StoredDavServer& stored, Telling& to) {
    auto server = to_dav_server(stored.row);
    if (server)
        to.offer.dav_servers.push_back(std::move(*server));
    else
        to.left_out.push_back({{storage::Link::dav_server, stored.row.id}, server.error().what});
}

} // namespace

std::string why_not_told(const Offer& offer, const Server& server) {
    const auto told = told_servers(offer);
    if (std::ranges::any_of(told, [&](const auto* other) { return other->id == server.id; }))
        return "";
    const std::string service(name(server.service));
    if (server.service == Service::managesieve)
        return "discovery documents have no place for sieve; its DNS record tells of it";
    for (const auto* other : told)
        if (other->service == server.service && other->security == server.security)
            return "one " + service + " server with " + std::string(name(server.security)) +
                   " is told, and server " + std::to_string(other->id) + " comes first";
    return not_universal(server) + ": not every client can use it, and there is another " +
           service + " server that all can use";
}

Telling telling_of(storage::Connection& connection, const storage::Domain& domain) {
    Telling telling;
    for (const auto& id : servers_of(domain)) {
        const auto server = get_server(connection, id);
        if (server)
            std::visit([&](const auto& row) { add_usable(row, telling); }, *server);
        else
            telling.left_out.push_back({id, "the domain is tied to it, but there is no such row"});
    }
    auto& offer = telling.offer;
    std::ranges::sort(offer.servers, preferred);
    for (const auto& server : offer.servers)
        if (const auto why = why_not_told(offer, server); !why.empty())
            telling.left_out.push_back({{storage::Link::server, server.id}, why});
    return telling;
}

} // namespace fingerpost::cli
