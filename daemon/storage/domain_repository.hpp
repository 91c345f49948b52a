/// @file
/// The tables `domain`, `server_domain` and `davserver_domain`: which domain is whose and what it
/// offers, as the command line and the API change it.
#pragma once

#include "base/error.hpp"
#include "storage/provider_repository.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct Domain {
    std::int64_t id = 0;
    std::string name = {}; ///< as stored
    std::int64_t provider_id = 0;
    std::optional<std::int64_t> ldapserver_id = {};
    std::vector<std::int64_t> servers = {};     ///< ids
    std::vector<std::int64_t> dav_servers = {}; ///< ids, in the order they were attached
};

struct DomainQuery {
    std::string containing = {}; ///< part of the name, any letter case
    std::optional<std::int64_t> provider_id = {};
    std::int64_t limit = 100;
    std::int64_t offset = 0;
};

struct DomainPage {
    std::vector<Domain> domains; ///< by name
    std::int64_t total = 0;      ///< without limit and offset
};

/// Which link table.
enum class Link { server, dav_server };

/// Names are found as typed and in the form of parse_domain_pattern(), and stored in that form.
/// The schema must be up to date. Put several calls into one Transaction.
class DomainRepository {
public:
    explicit DomainRepository(Connection& connection) : connection_(connection) {}

    DomainPage list(const DomainQuery& query = {});
    Result<Domain> get(std::string_view name);
    /// Errc::conflict says whose the domain is; Errc::not_found: no such provider.
    Result<Domain> add(std::string_view name, std::int64_t provider_id);
    /// Name, provider and LDAP server of the row `domain.id`; the links are not read.
    Result<void> set(const Domain& domain);
    Result<void> remove(std::string_view name); ///< with its links

    /// Attaching what is attached, or detaching what is not, is no failure.
    Result<void> attach(std::string_view name, Link link, std::int64_t server_id);
    Result<void> detach(std::string_view name, Link link, std::int64_t server_id);

    std::int64_t count_of_provider(std::int64_t provider_id);
    void remove_of_provider(std::int64_t provider_id);
    std::int64_t count_of_server(Link link, std::int64_t server_id);
    void detach_everywhere(Link link, std::int64_t server_id);

private:
    std::optional<Domain> find(std::string_view name);
    void read_links(Domain& domain);
    Error unknown(std::string_view name);
    Result<void> check_free(const std::string& name, std::int64_t id);
    Result<void> check_exists(std::string_view table, std::int64_t id);

    Connection& connection_;
};

} // namespace fingerpost::storage
