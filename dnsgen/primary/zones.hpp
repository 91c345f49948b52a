/// @file
/// The zones we own, as one catalog and one set of settings make them: each domain that has a row
/// of its own, and the catalog zone. A domain inside another one is a zone of its own, too, as
/// the exported files are: who serves both answers from the nearer one (RFC 1034 §4.3.2).
#pragma once

#include "catalog/catalog.hpp"
#include "primary/settings.hpp"
#include "zone/message.hpp"
#include "zone/served_records.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::primary {

/// All of a zone but its serial.
struct Content {
    zone::ZoneHead head;
    std::string digest;       ///< alike only for content that is
    zone::NextRecord records; ///< all but the SOA; keeps what it needs
};

/// Never changes but in what it remembers; used by one thread.
class Zones {
public:
    Zones(std::shared_ptr<const Catalog> catalog, std::shared_ptr<const Settings> settings);

    /// `zone` without the final dot, here and below.
    bool owns(std::string_view zone) const;

    /// Errc::not_found for what we do not own; else why the zone cannot be made.
    Result<Content> content(const std::string& zone) const;

    /// Visits the zones whose content is another than in `before`, of the same settings, until
    /// `visit` returns false: new ones, changed ones, and the catalog zone, which comes first.
    void
    changes(const Zones& before, const std::function<bool(const std::string& zone)>& visit) const;

    const std::shared_ptr<const Catalog>& catalog() const { return catalog_; }

private:
    /// Adds up what tells members apart, so that their order does not matter.
    using Sum = std::array<std::uint64_t, 2>;

    Result<Content> domain_content(const std::string& domain) const;
    Content catalog_content() const;
    const Sum& members() const;
    const Sum& members(const Zones& before) const;

    std::shared_ptr<const Catalog> catalog_;
    std::shared_ptr<const Settings> settings_;
    mutable zone::ServedRecords records_;
    mutable std::optional<Sum> members_;
};

} // namespace fingerpost::primary
