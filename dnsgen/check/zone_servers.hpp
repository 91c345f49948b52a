/// @file
/// The zones that a domain's records lie in and the servers of each. A subzone has servers of its
/// own; the servers of the zone above know nothing of what stands there.
/// Spec: RFC 1034 §4.2.
#pragma once

#include "check/family.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

inline constexpr std::size_t name_servers_max = 8;
inline constexpr std::size_t server_addresses_max = 16;

/// A zone's name server, asked directly.
resolve::Vantage authority_at(const std::string& address, std::uint16_t port);

/// One address of a name server.
struct ZoneServer {
    std::string name;
    std::string address;
    resolve::Vantage vantage;

    /// "ns1.example.net (192.0.2.1)"
    std::string label() const { return name + " (" + address + ')'; }
};

struct ServedZone {
    std::string name;                     ///< without the final dot; "" when it is not known
    std::string unknown;                  ///< why there are no servers to ask, or ""
    std::vector<std::string> ns = {};     ///< by the configured resolver, sorted
    std::vector<ZoneServer> servers = {}; ///< at most name_servers_max and server_addresses_max
};

/// The zone that holds the records of a name (no final dot): the name is its apex or lies below it.
ServedZone zone_of(const Subject& subject, Evidence& evidence, const std::string& name);

/// The zone that delegates this one, and holds its DS records.
ServedZone parent_of(const Subject& subject, Evidence& evidence, const ServedZone& zone);

/// "_tcp.example.com" → "example.com"; the last one is ".".
std::string name_above(std::string_view name);

/// What the zone's server says, asked without recursion.
const resolve::Answer&
ask(Evidence& evidence, const ZoneServer& server, const std::string& name, resolve::Type type);

/// The first answer that says something, asking one server after the other; null: none does.
struct FirstAnswer {
    const ZoneServer* server = nullptr;
    const resolve::Answer* answer = nullptr;
};
FirstAnswer first_answer(
    Evidence& evidence,
    const std::vector<ZoneServer>& servers,
    const std::string& name,
    resolve::Type type
);

} // namespace fingerpost::check
