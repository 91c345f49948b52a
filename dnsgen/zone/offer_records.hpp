/// @file
/// desired() for the many domains of one offer: what all of them have in common is found once.
#pragma once

#include "zone/zone.hpp"

#include <string_view>

namespace fingerpost::zone {

class OfferRecords {
public:
    /// The offer and the PACC document (Catalog::held_document()) must outlive it.
    OfferRecords(
        const Offer& offer, const HostSettings& host, const std::string* held_pacc = nullptr
    );

    /// What desired() finds for the domain.
    Records of(std::string_view domain) const;

    const Offer& offer() const { return offer_; }

private:
    bool has_host(std::string_view domain) const;
    Records found(std::string_view domain) const;
    Records moved_to(std::string_view domain) const;

    const Offer& offer_;
    HostSettings host_;
    const std::string* held_pacc_;
    std::vector<std::string> hosts_; ///< those that records may speak of
    Records common_;                 ///< of a domain that none of the hosts lies in
    std::size_t room_ = 0;           ///< characters a domain may have so that all owners fit
    bool is_common_ =
        true; ///< whether other domains' records differ from them only by their owners
};

} // namespace fingerpost::zone
