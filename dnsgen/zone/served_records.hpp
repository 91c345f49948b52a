/// @file
/// The desired records of any domain of a catalog.
#pragma once

#include "catalog/catalog.hpp"
#include "zone/offer_records.hpp"

#include <optional>
#include <string_view>

namespace fingerpost::zone {

/// Quick where domains of one offer follow each other.
class ServedRecords {
public:
    /// The catalog must outlive it.
    ServedRecords(const Catalog& catalog, HostSettings host);

    /// Errc::not_found when nobody serves the domain.
    Result<Records> of(std::string_view domain);

private:
    const Catalog& catalog_;
    HostSettings host_;
    std::optional<OfferRecords> last_; ///< of the domain asked about last
};

} // namespace fingerpost::zone
