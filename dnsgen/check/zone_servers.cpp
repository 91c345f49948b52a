#include "check/zone_servers.hpp"

#include "zone/presentation.hpp"

#include <algorithm>
#include <utility>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

/// Which servers a zone has is known even where its signatures do not hold: there one sees why.
const resolve::Answer& located(Evidence& evidence, const std::string& name, Type type) {
    const auto& answer = evidence.dns(name, type);
    if (answer.failure != resolve::Failure::bogus) return answer;
    resolve::Query query{name, type};
    query.unchecked = true;
    return evidence.dns(query);
}

/// Where the zone of a name begins, or why that is not known.
struct Apex {
    std::string name;
    std::string unknown;
};

Apex apex_above(Evidence& evidence, std::string name) {
    const auto asked = name;
    while (true) {
        const auto& answer = located(evidence, name, Type::soa);
        if (answer.outcome == Outcome::unknown)
            return {{}, "the zone of " + asked + " is not known: " + resolve::summary(answer)};
        // an alias is never an apex, and the SOA is that of the zone it leads to
        if (answer.aliases.empty()) {
            if (answer.outcome == Outcome::found) return {name, {}};
            const auto& owner = answer.soa_owner;
            if (!owner.empty() && zone::is_within(name, owner)) return {owner, {}};
        }
        if (name == ".") return {{}, "no zone holds " + asked};
        name = name_above(name);
    }
}

std::vector<std::string> addresses_of(Evidence& evidence, const std::string& host) {
    std::vector<std::string> addresses;
    for (const auto type : {Type::a, Type::aaaa})
        for (auto& address : resolve::all<std::string>(located(evidence, host, type)))
            addresses.push_back(std::move(address));
    return addresses;
}

void add_servers(const Subject& subject, Evidence& evidence, ServedZone& zone) {
    const auto names = std::min(zone.ns.size(), name_servers_max);
    for (std::size_t i = 0; i < names; ++i) {
        for (const auto& address : addresses_of(evidence, zone.ns[i])) {
            if (zone.servers.size() == server_addresses_max) return;
            const auto vantage = authority_at(address, subject.circumstances.authority_port);
            zone.servers.push_back({zone.ns[i], address, vantage});
        }
    }
}

} // namespace

resolve::Vantage authority_at(const std::string& address, std::uint16_t port) {
    const bool ipv6 = address.find(':') != address.npos;
    const auto host = ipv6 ? '[' + address + ']' : address;
    return {resolve::Vantage::Kind::authoritative, host + ':' + std::to_string(port)};
}

std::string name_above(std::string_view name) {
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
        if (name[i] == '\\')
            ++i; // the dot of an escape is none
        else if (name[i] == '.')
            return std::string(name.substr(i + 1));
    }
    return ".";
}

ServedZone zone_of(const Subject& subject, Evidence& evidence, const std::string& name) {
    const auto apex = apex_above(evidence, name);
    ServedZone zone{apex.name, apex.unknown};
    if (!zone.unknown.empty()) return zone;
    const auto& answer = located(evidence, zone.name, Type::ns);
    zone.ns = resolve::all<std::string>(answer);
    std::ranges::sort(zone.ns);
    add_servers(subject, evidence, zone);
    if (zone.ns.empty())
        zone.unknown = "the name servers of " + zone.name + ": " + resolve::summary(answer);
    else if (zone.servers.empty())
        zone.unknown = "no address of the name servers of " + zone.name + " is known";
    return zone;
}

ServedZone parent_of(const Subject& subject, Evidence& evidence, const ServedZone& zone) {
    if (zone.name == ".") return {{}, "the root has no parent"};
    return zone_of(subject, evidence, name_above(zone.name));
}

const resolve::Answer&
ask(Evidence& evidence, const ZoneServer& server, const std::string& name, Type type) {
    return evidence.dns(resolve::Query{name, type, server.vantage});
}

FirstAnswer first_answer(
    Evidence& evidence, const std::vector<ZoneServer>& servers, const std::string& name, Type type
) {
    for (const auto& server : servers) {
        const auto& answer = ask(evidence, server, name, type);
        if (answer.outcome != Outcome::unknown) return {&server, &answer};
        // it is asked now; the next one is only needed where this one fails
        if (!evidence.all_dns().contains({name, type, server.vantage})) break;
    }
    return {};
}

} // namespace fingerpost::check
