/// @file
/// What the verbs of `dns` share: the records of a domain by the settings in force.
#pragma once

#include "app/hidden_primary.hpp"
#include "catalog/catalog.hpp"
#include "zone/offer_records.hpp"

#include <optional>
#include <string_view>

namespace fingerpost::cli {

class ServedRecords {
public:
    /// The catalog must outlive it.
    ServedRecords(const Catalog& catalog, zone::HostSettings host);

    /// Errc::not_found when nobody serves the domain.
    Result<zone::Records> of(std::string_view domain);

private:
    const Catalog& catalog_;
    zone::HostSettings host_;
    std::optional<zone::OfferRecords> last_; ///< of the domain asked about last
};

} // namespace fingerpost::cli
