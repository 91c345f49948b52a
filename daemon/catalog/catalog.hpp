/// @file
/// All domains and what they offer, found by name. Built from storage, never changed, replaced
/// whole; a new version shares with the old one all that did not change.
#pragma once

#include "catalog/account_settings.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fingerpost {

/// How much there is; for metrics and `status`.
struct Census {
    std::size_t providers = 0;
    std::array<std::size_t, 4> servers{};     ///< by Service
    std::array<std::size_t, 3> dav_servers{}; ///< by DavService
};

/// Documents of offers, by Offer::serial, that are still to be served although the offers say
/// otherwise by now; with %EMAILDOMAIN% for the domain's name.
using HeldDocuments = std::unordered_map<std::uint64_t, std::string>;

class DomainShard;

class Catalog {
public:
    using OfferId = std::uint32_t;

    Catalog();

    /// What `domain` offers, or null. The name must be as parse_domain() gives it. Its own row is
    /// taken first, then "*.parent" rows from the nearest parent up, then the row "*".
    const Offer* find(std::string_view domain) const;

    /// The row of exactly this name, "*.example.com" and "*" among them, or null.
    const Offer* find_row(std::string_view name) const;

    /// Every row, in no order.
    void for_each(const std::function<void(std::string_view, const Offer&)>& visit) const;

    /// Every row that was not in `before`, is there no more (null), or offers something else, be it
    /// but another held document. Parts that both share are passed over.
    using Change = std::function<void(std::string_view, const Offer* was, const Offer* is)>;
    void for_each_change(const Catalog& before, const Change& visit) const;

    /// Every offer once, however many domains have it; also empty ones that none has any more.
    void for_each_offer(const std::function<void(const Offer&)>& visit) const;

    std::size_t domains() const { return domains_; }
    const Census& census() const { return census_; }

    /// Rows of the database that cannot be served, one sentence each; at most problems_max kept.
    const std::vector<std::string>& problems() const { return problems_; }
    static constexpr std::size_t problems_max = 1000;

    /// Replaces what was held. Before the catalog is shared.
    void hold(HeldDocuments documents);
    /// Null, nearly always: what the offer says is what is served.
    const std::string* held_document(const Offer& offer) const;

private:
    friend class CatalogBuilder;
    std::vector<std::shared_ptr<const DomainShard>> shards_; ///< by hash; null: empty
    std::vector<std::shared_ptr<const Offer>> offers_;
    std::size_t domains_ = 0;
    std::size_t wildcards_ = 0; ///< rows beginning with '*'; without any, find() looks once
    Census census_;
    std::vector<std::string> problems_;
    std::shared_ptr<const HeldDocuments> held_ = {}; ///< null: none
};

/// Makes a catalog, from nothing or from an earlier one; only what was touched is made anew.
class CatalogBuilder {
public:
    CatalogBuilder();
    explicit CatalogBuilder(const Catalog& base);
    ~CatalogBuilder();
    CatalogBuilder(const CatalogBuilder&) = delete;
    CatalogBuilder& operator=(const CatalogBuilder&) = delete;

    Catalog::OfferId add_offer(Offer offer);
    /// All domains that have this offer get the new one.
    void replace_offer(Catalog::OfferId id, Offer offer);

    /// Adds a domain or gives it another offer. The name must be as parse_domain_pattern() gives
    /// it. True when the name is new.
    bool set(std::string_view name, Catalog::OfferId offer);
    void remove(std::string_view name);
    /// The offer of exactly this name, as set so far.
    std::optional<Catalog::OfferId> row_offer(std::string_view name) const;

    void census(const Census& census);
    /// Replaces the problems kept from the base.
    void problems(std::vector<std::string> problems);

    Catalog build() &&;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace fingerpost
