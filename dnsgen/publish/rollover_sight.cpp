#include "publish/rollover_sight.hpp"

#include "base/text.hpp"
#include "publish/record_text.hpp"
#include "storage/catalog_repository.hpp"

#include <algorithm>

namespace fingerpost::publish {

namespace {

constexpr std::int64_t policy_kept = 604800; ///< seconds, where mta_sts_max_age is not set

std::int64_t longest(const std::vector<zone::RRset>& sets) {
    std::int64_t ttl = 0;
    for (const auto& set : sets)
        ttl = std::max<std::int64_t>(ttl, set.ttl);
    return ttl;
}

} // namespace

RolloverSight::RolloverSight(storage::Connection& connection, zone::HostSettings host)
    : catalog_(storage::CatalogRepository(connection).load()), records_(catalog_, std::move(host)),
      registry_(connection) {}

std::vector<std::string> RolloverSight::domains(const Rollover& rollover) const {
    if (!rollover.domain.empty()) return {rollover.domain};
    std::vector<std::string> all;
    catalog_.for_each([&](std::string_view name, const Offer& offer) {
        if (offer.provider_id == rollover.provider && !name.starts_with('*'))
            all.emplace_back(name);
    });
    return all;
}

RolloverSight::Concerned
RolloverSight::concerned(const Rollover& rollover, const std::string& domain) {
    const auto* kind = find_rollover_kind(rollover.kind);
    const auto others = [&](const zone::RRset& set) {
        return !kind->concerns(rollover, domain, set);
    };
    Concerned found;
    if (const auto records = records_.of(domain)) found.desired = zone::rrsets(*records);
    std::erase_if(found.desired, others);
    const auto known = registry_.publication(domain);
    if (!known) return found;
    found.applied_at = known->applied_at;
    if (auto sets = from_text(known->records, domain)) found.published = std::move(*sets);
    std::erase_if(found.published, others);
    return found;
}

RolloverFacts RolloverSight::facts(const Rollover& rollover) {
    RolloverFacts facts{0, 0};
    for (const auto& domain : domains(rollover)) {
        const auto found = concerned(rollover, domain);
        if (found.desired != found.published) return {};
        facts.published_at = std::max(*facts.published_at, found.applied_at);
        facts.ttl = std::max(facts.ttl, longest(found.desired));
    }
    return facts;
}

std::optional<std::int64_t> RolloverSight::longest_ttl(const Rollover& rollover) {
    std::optional<std::int64_t> ttl;
    for (const auto& domain : domains(rollover)) {
        const auto found = concerned(rollover, domain);
        if (found.desired.empty()) continue;
        ttl = std::max({ttl.value_or(0), longest(found.desired), longest(found.published)});
    }
    return ttl;
}

std::int64_t RolloverSight::longest_policy(const Rollover& rollover) const {
    std::int64_t longest = 0;
    for (const auto& domain : domains(rollover)) {
        const auto* offer = catalog_.find(domain);
        if (!offer) continue;
        const auto& age = offer->attributes.get(AttributeId::mta_sts_max_age);
        longest = std::max(longest, to_integer(age, 0, INT32_MAX).value_or(policy_kept));
    }
    return longest;
}

} // namespace fingerpost::publish
