/// @file
/// desired() for the many domains of one offer: what all of them have in common is found once.
#pragma once

#include "zone/zone.hpp"

#include <string_view>

namespace fingerpost::zone {

class OfferRecords {
public:
    /// The offer must outlive it.
    OfferRecords(const Offer& offer, const HostSettings& host);

    /// What desired() finds for the domain.
    Records of(std::string_view domain) const;

    const Offer& offer() const { return offer_; }

private:
    const Offer& offer_;
    HostSettings host_;
    Records common_;       ///< of a domain that none of the hosts lies in
    bool is_common_ = true; ///< whether other domains' records differ from them only by their owners
};

} // namespace fingerpost::zone
