/// @file
/// Which rows an offer was made of, so that domains with the same rows share one offer and a
/// changed row leads to its offers. Compact: one entry an offer, none a domain.
#pragma once

#include "catalog/catalog.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fingerpost::storage {

/// The ids a domain's rows name, whether they exist or not, and what it has of its own.
struct OfferKey {
    std::int64_t provider_id = 0;
    std::optional<std::int64_t> ldapserver_id = {};
    std::vector<std::int64_t> servers = {};     ///< ascending, each once
    std::vector<std::int64_t> dav_servers = {}; ///< as linked, each once
    std::vector<Attribute> attributes = {};     ///< the domain's own; empty values among them

    bool operator==(const OfferKey&) const = default;

    /// Equal for equal keys; a few bytes an id, attributes in full.
    void pack(std::string& into) const;
    static OfferKey unpack(std::string_view packed);

    /// Whether the row `id` of provider, server, davserver or ldapserver is part of it.
    bool names(std::string_view table, std::int64_t id) const;
};

class OfferPool {
public:
    using Id = Catalog::OfferId;

    std::optional<Id> find(const std::string& packed) const;
    /// `id` must not be in use.
    void add(const std::string& packed, Id id);
    void take(Id id) { ++uses_[id]; }
    /// True when that was the last use: the offer is forgotten and its id is free_id().
    bool release(Id id);
    std::optional<Id> free_id(); ///< no longer free once it was given

    void for_each(const std::function<void(Id, const OfferKey&)>& visit) const;
    std::size_t size() const { return ids_.size(); }

private:
    std::unordered_map<std::string, Id> ids_;
    std::vector<const std::string*> keys_; ///< by id, into ids_; null: free
    std::vector<std::uint32_t> uses_;      ///< by id, in domains
    std::vector<Id> free_;
};

} // namespace fingerpost::storage
