#include "publish/update_target.hpp"

#include "publish/observe.hpp"
#include "publish/push.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;

constexpr std::size_t zones_at_once = 8;

/// Where the results of a zone's domains belong among all.
struct ZonePart {
    std::string zone;
    std::vector<DomainChanges> domains;
    std::vector<std::size_t> places;
};

asio::awaitable<void>
push_zone(NameServer& primary, ZonePart& part, std::vector<PushResult>& results) {
    auto pushed = co_await push(primary, part.zone, part.domains, PushSettings());
    for (std::size_t i = 0; i < pushed.size(); ++i)
        results[part.places[i]] = std::move(pushed[i]);
}

PushResult unsent(const std::string& domain, const Error& error) {
    const bool silent = error.code == Errc::timeout || error.code == Errc::upstream;
    return {domain, silent ? PushStatus::unknown : PushStatus::refused, error.what};
}

} // namespace

asio::awaitable<Observed>
UpdateTarget::observe(std::string /*domain*/, std::vector<Question> questions) {
    co_return co_await publish::observe(primary_, std::move(questions), ObserveSettings());
}

asio::awaitable<Result<std::string>> UpdateTarget::zone_for(std::string domain) {
    if (const auto known = zones_.find(domain); known != zones_.end()) co_return known->second;
    const auto found = co_await zone_of(primary_, zone::absolute(domain));
    if (!found) co_return found.error();
    zones_[domain] = found->name;
    co_return found->name;
}

asio::awaitable<std::vector<PushResult>> UpdateTarget::apply(std::vector<DomainPlan> plans) {
    std::vector<PushResult> results(plans.size());
    std::map<std::string, ZonePart> parts;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        results[i] = {plans[i].domain, PushStatus::applied, ""};
        if (!plans[i].acts()) continue;
        const auto zone = co_await zone_for(plans[i].domain);
        if (!zone) {
            results[i] = unsent(plans[i].domain, zone.error());
            continue;
        }
        auto& part = parts[*zone];
        part.zone = *zone;
        part.domains.push_back({plans[i].domain, plans[i].changes});
        part.places.push_back(i);
    }
    std::vector<ZonePart> zones;
    zones.reserve(parts.size());
    for (auto& [name, part] : parts)
        zones.push_back(std::move(part));
    const auto one = [&](std::size_t i) { return push_zone(primary_, zones[i], results); };
    co_await together(zones.size(), zones_at_once, one);
    co_return results;
}

} // namespace fingerpost::publish
