#include "zone/offer_records.hpp"

#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::zone {

namespace {

// nobody's (RFC 6761 §6.4)
constexpr std::string_view any_domain = "any.invalid";
constexpr std::string_view any_origin = "any.invalid.";
constexpr std::string_view other_domain = "other.invalid";
constexpr std::size_t long_domain = 200; // above, a label of ours may not fit (RFC 1035 §2.3.4)

bool has_host(std::string_view domain, const Offer& offer, const HostSettings& host) {
    const auto is_in = [domain](const auto& server) { return is_within(server.host, domain); };
    return is_within(host.public_hostname, domain) ||
           std::any_of(offer.servers.begin(), offer.servers.end(), is_in) ||
           std::any_of(offer.dav_servers.begin(), offer.dav_servers.end(), is_in);
}

} // namespace

OfferRecords::OfferRecords(
    const Offer& offer, const HostSettings& host, const std::string* held_pacc
)
    : offer_(offer), host_(normalised(host)), held_pacc_(held_pacc), common_(found(any_domain)) {
    const auto lies_in = [&](std::string_view domain) { return has_host(domain, offer_, host_); };
    // also where only a digest tells the domain
    is_common_ = !lies_in(any_domain) && !lies_in(other_domain) &&
                 moved_to(other_domain) == found(other_domain);
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
    const bool is_plain = !domain.empty() && domain.front() != '*' && domain.size() <= long_domain;
    if (!is_common_ || !is_plain || has_host(domain, offer_, host_)) return found(domain);
    return moved_to(domain);
}

} // namespace fingerpost::zone
