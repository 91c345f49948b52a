#include "zone/offer_records.hpp"

#include "base/text.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::zone {

namespace {

// nobody's (RFC 6761 §6.4)
constexpr std::string_view any_domain = "any.invalid";
constexpr std::string_view any_origin = "any.invalid.";
constexpr std::string_view other_domain = "other.invalid";

/// Every host that records of the offer may speak of, as far as no placeholder is in it.
std::vector<std::string> hosts_of(const Offer& offer, const HostSettings& host) {
    std::vector<std::string> hosts{host.public_hostname};
    for (const auto& server : offer.servers)
        hosts.push_back(server.host);
    for (const auto& server : offer.dav_servers)
        hosts.push_back(server.host);
    for (auto& exchanger : split_list(offer.attributes.get(AttributeId::mx)))
        hosts.push_back(std::move(exchanger));
    for (const auto id : {AttributeId::tlsa, AttributeId::tlsa_next, AttributeId::tlsa_ca})
        for (const auto& [_, service, keys] : offer.attributes.all(id))
            hosts.push_back(service.substr(0, service.rfind(':')));
    std::ranges::sort(hosts);
    hosts.erase(std::ranges::unique(hosts).begin(), hosts.end());
    return hosts;
}

} // namespace

OfferRecords::OfferRecords(
    const Offer& offer, const HostSettings& host, const std::string* held_pacc
)
    : offer_(offer), host_(normalised(host)), held_pacc_(held_pacc), hosts_(hosts_of(offer, host_)),
      common_(found(any_domain)) {
    std::size_t longest = 0;
    for (const auto& record : common_)
        longest = std::max(longest, record.owner.size() - any_origin.size());
    room_ = owner_max - 1 - longest; // the final dot
    // also where only a digest tells the domain
    is_common_ = !has_host(any_domain) && !has_host(other_domain) &&
                 moved_to(other_domain) == found(other_domain);
}

bool OfferRecords::has_host(std::string_view domain) const {
    return std::ranges::any_of(hosts_, [domain](const auto& host) {
        return is_within(host, domain);
    });
}

Records OfferRecords::found(std::string_view domain) const {
    return desired({domain, offer_, host_, held_pacc_});
}

Records OfferRecords::moved_to(std::string_view domain) const {
    Records records;
    records.reserve(common_.size());
    for (const auto& record : common_) {
        auto& moved = records.emplace_back(record);
        moved.owner = at_or_below(relative(record.owner, any_origin), domain);
    }
    return records;
}

Records OfferRecords::of(std::string_view domain) const {
    const bool is_plain = !domain.empty() && domain.front() != '*' && domain.size() <= room_;
    if (!is_common_ || !is_plain || has_host(domain)) return found(domain);
    return moved_to(domain);
}

} // namespace fingerpost::zone
