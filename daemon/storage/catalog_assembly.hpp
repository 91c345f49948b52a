/// @file
/// Putting a catalog together from the base tables, whole or in part.
#pragma once

#include "catalog/catalog.hpp"
#include "storage/base_tables.hpp"
#include "storage/change_log.hpp"
#include "storage/domain_batch.hpp"
#include "storage/offer_pool.hpp"
#include "storage/offer_rows.hpp"
#include "storage/problem_book.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fingerpost::storage {

/// What must be known between a load and the refreshes after it: which rows made which offer.
struct CatalogMemory {
    /// A domain row whose stored name is not in the form domains are looked up by.
    struct Alias {
        std::size_t hash; ///< of the name in that form
        std::int64_t domain_id;
    };

    OfferPool pool;
    ProblemBook problems;
    std::vector<Alias> aliases; ///< by hash
};

/// One load or one refresh; lives within one transaction. The memory is of no use when it throws.
class CatalogAssembly {
public:
    CatalogAssembly(Connection& connection, CatalogMemory& memory, CatalogBuilder& builder);

    void read_all(); ///< into an empty memory and builder
    void apply(const Changes& changes);

private:
    struct DomainRow {
        std::int64_t id = 0;
        std::string name = {};
        std::int64_t provider_id = 0;
        std::optional<std::int64_t> ldapserver_id = {};
    };
    using Candidates = std::map<std::int64_t, DomainRow>; ///< by id

    void read_domains();
    void add_domain(const Statement& domain, const OfferKey& key);
    std::vector<Attribute> own_attributes(
        std::int64_t domain_id, std::string_view name, const std::vector<AttributeRow>& rows
    );
    void note_absent(const char* table, std::int64_t domain_id);
    void forget_absent(std::int64_t domain_id);

    void domains_changed(const std::set<std::string>& names);
    void resolve(const std::string& name, const std::set<std::string>& stored);
    Candidates candidates(const std::string& name, const std::set<std::string>& stored);
    void collect(const char* condition, const std::string& name, Candidates& rows);
    void settle(const std::string& name, const Candidates& rows);
    void absent_changed(std::int64_t domain_id);
    void rows_changed(const std::set<std::pair<std::string, std::int64_t>>& rows);

    OfferKey key_of(const DomainRow& row);
    OfferPool::Id intern(const OfferKey& key);
    OfferPool::Id add_offer(const OfferKey& key, const std::string& packed);
    void release(OfferPool::Id id);

    CatalogMemory& memory_;
    CatalogBuilder& builder_;
    DomainBatch batch_; ///< only for a load
    BaseReader reader_;
    OfferRows rows_;
    std::string packed_;              ///< the key interned last
    std::string next_packed_;         ///< only to be used again
    std::optional<OfferPool::Id> id_; ///< its offer, while that cannot have been released
    std::set<std::string> conflicts_; ///< names that more than one row has
};

} // namespace fingerpost::storage
