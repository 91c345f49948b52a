/// @file
/// The rows offers are made of: read whole for a load, one by one for a refresh.
#pragma once

#include "catalog/catalog.hpp"
#include "storage/base_tables.hpp"
#include "storage/offer_pool.hpp"
#include "storage/problem_book.hpp"
#include "storage/provider_repository.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace fingerpost::storage {

/// Lives within one transaction.
class OfferRows {
public:
    explicit OfferRows(BaseReader& reader) : reader_(reader) {}

    /// Everything at once, and what is wrong with any row into the book.
    void read_all(ProblemBook& book);
    /// What is wrong with one row, into the book.
    void examine(std::string_view table, std::int64_t id, ProblemBook& book);

    /// What a domain has of its own: what can be used, and in `problems` what cannot.
    static std::vector<Attribute>
    usable(const std::vector<AttributeRow>& rows, std::vector<std::string>& problems);

    /// `problems`: ids that lead nowhere.
    Offer make(const OfferKey& key, std::vector<std::string>& problems);

    Census census();

private:
    using LdapServerShare = std::shared_ptr<const LdapServer>;
    template <class T>
    struct Row {
        bool exists = false;
        std::optional<T> value = {}; ///< none: cannot be used
        std::string problem = {};
    };
    template <class T>
    using Rows = std::unordered_map<std::int64_t, Row<T>>;

    template <class T>
    static Row<T> converted(Result<T> value);
    static Row<Provider> provider_of(const Statement& row);
    static Row<LdapServerShare> ldap_server_of(const Statement& row);
    static void add_provider_attribute(Row<Attributes>& to, const Statement& row);
    template <class T, class Read>
    const Row<T>& find(Rows<T>& rows, std::int64_t id, const Read& read);

    const Row<Provider>& provider(std::int64_t id);
    const Row<Server>& server(std::int64_t id);
    const Row<DavServer>& dav_server(std::int64_t id);
    const Row<LdapServerShare>& ldap_server(std::int64_t id);
    const Row<Attributes>& provider_attributes(std::int64_t provider_id);

    BaseReader& reader_;
    bool complete_ = false; ///< what is not in the maps does not exist
    Rows<Provider> providers_;
    Rows<Attributes> provider_attributes_;
    Rows<Server> servers_;
    Rows<DavServer> dav_servers_;
    Rows<LdapServerShare> ldap_servers_;
};

} // namespace fingerpost::storage
