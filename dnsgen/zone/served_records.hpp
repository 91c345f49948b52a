/// @file
/// The desired records of any domain of a catalog.
#pragma once

#include "catalog/catalog.hpp"
#include "zone/offer_records.hpp"

#include <string_view>
#include <unordered_map>

namespace fingerpost::zone {

/// Quick where domains share few offers.
class ServedRecords {
public:
    /// The catalog must outlive it.
    ServedRecords(const Catalog& catalog, HostSettings host);

    /// Errc::not_found when nobody serves the domain.
    Result<Records> of(std::string_view domain);

private:
    const Catalog& catalog_;
    HostSettings host_;
    std::unordered_map<const Offer*, OfferRecords> known_; ///< those asked about last
};

} // namespace fingerpost::zone
