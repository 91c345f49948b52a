#include "check/desired_sets.hpp"

#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

std::string without_dot(std::string_view name) {
    if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return std::string(name);
}

std::string joined(Type type, std::vector<std::string> values) {
    std::ranges::sort(values);
    std::string text(resolve::name(type));
    std::string_view between = " ";
    for (const auto& value : values) {
        text.append(between).append(value);
        between = ", ";
    }
    return text;
}

ZoneSets& zone_named(std::vector<ZoneSets>& zones, ServedZone&& zone) {
    for (auto& known : zones)
        if (known.zone.name == zone.name) return known;
    return zones.emplace_back(ZoneSets{std::move(zone), {}});
}

} // namespace

std::string DesiredSet::label() const {
    return name + ' ' + std::string(resolve::name(type));
}

std::vector<ZoneSets> zones_of(const Subject& subject, Evidence& evidence) {
    std::vector<ZoneSets> zones;
    const auto& own = evidence.dns(subject.domain, Type::soa);
    if (own.outcome == Outcome::no_such_name) {
        // its zone would be that of all its siblings
        zones.push_back({{{}, subject.domain + " does not exist"}, {}});
        return zones;
    }
    zones.push_back({zone_of(subject, evidence, subject.domain), {}});
    for (auto& set : zone::rrsets(subject.desired)) {
        const auto type = type_of(set.type);
        if (!type) continue;
        const auto name = without_dot(set.owner);
        auto& zone = zone_named(zones, zone_of(subject, evidence, name));
        zone.sets.push_back({name, *type, std::move(set)});
    }
    return zones;
}

std::string told(const resolve::Answer& answer, Type type) {
    if (answer.outcome == Outcome::unknown) return {};
    if (!answer.aliases.empty()) return "CNAME " + zone::absolute(answer.aliases.front());
    if (answer.records.empty()) return "nothing";
    std::vector<std::string> values;
    for (const auto& record : answer.records)
        values.push_back(resolve::presentation(record.type, record.data));
    return joined(type, std::move(values));
}

std::string told(const DesiredSet& set) {
    return joined(set.type, set.set.values);
}

} // namespace fingerpost::check
