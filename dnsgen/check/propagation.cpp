#include "check/propagation.hpp"

#include "check/desired_sets.hpp"
#include "check/zone_servers.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

using resolve::Outcome;

namespace {

std::string desired_text(const Subject& subject, const std::string& name, resolve::Type type) {
    for (const auto& set : zone::rrsets(subject.desired)) {
        const auto own = type_of(set.type);
        const DesiredSet desired{set.owner.substr(0, set.owner.size() - 1), type, set};
        if (own == type && desired.name == name) return told(desired);
    }
    return "nothing";
}

/// The least time for which what it shows may be kept.
std::uint32_t ttl_of(const resolve::Answer& answer) {
    std::optional<std::uint32_t> least = answer.negative_ttl;
    for (const auto* records : {&answer.chain, &answer.records})
        for (const auto& record : *records)
            least = std::min(record.ttl, least.value_or(record.ttl));
    return least.value_or(0);
}

Sighting sighting(
    std::string place, const resolve::Answer& answer, resolve::Type type, const std::string& desired
) {
    Sighting seen;
    seen.place = std::move(place);
    if (answer.outcome == Outcome::unknown) {
        seen.shows = answer.what;
        return seen;
    }
    seen.shows = told(answer, type);
    seen.ttl = ttl_of(answer);
    const bool nothing = answer.outcome != Outcome::found && answer.aliases.empty();
    seen.arrival = nothing ? Arrival::nothing : Arrival::other;
    if (seen.shows == desired) seen.arrival = Arrival::desired;
    return seen;
}

std::optional<std::uint32_t>
serial_at(Evidence& evidence, const ZoneServer& server, const std::string& zone) {
    const auto soa = resolve::all<resolve::Soa>(ask(evidence, server, zone, resolve::Type::soa));
    return soa.empty() ? std::nullopt : std::optional(soa.front().serial);
}

} // namespace

std::string_view name(Arrival arrival) {
    static constexpr std::array<std::string_view, 4> names{
        "desired", "other", "nothing", "unknown"};
    return names.at(static_cast<std::size_t>(arrival));
}

std::vector<Sighting> propagation(
    const Subject& subject, Evidence& evidence, const std::string& name, resolve::Type type
) {
    const auto desired = desired_text(subject, name, type);
    std::vector<Sighting> sightings;
    const auto zone = zone_of(subject, evidence, name);
    for (const auto& server : zone.servers) {
        const auto& answer = ask(evidence, server, name, type);
        sightings.push_back(sighting(server.label(), answer, type, desired));
        sightings.back().serial = serial_at(evidence, server, zone.name);
    }
    std::vector<resolve::Vantage> resolvers{{}};
    const auto& others = subject.circumstances.others;
    resolvers.insert(resolvers.end(), others.begin(), others.end());
    for (const auto& vantage : resolvers) {
        const auto place = vantage.server.empty() ? "the resolver" : "resolver " + vantage.server;
        const auto& answer = evidence.dns(resolve::Query{name, type, vantage});
        sightings.push_back(sighting(place, answer, type, desired));
        sightings.back().caches = true;
    }
    return sightings;
}

std::optional<std::uint32_t> settled_in(const std::vector<Sighting>& sightings) {
    std::uint32_t longest = 0;
    for (const auto& seen : sightings) {
        if (seen.arrival == Arrival::desired) continue;
        if (!seen.caches || seen.arrival == Arrival::unknown) return std::nullopt;
        longest = std::max(longest, seen.ttl);
    }
    return longest;
}

} // namespace fingerpost::check
