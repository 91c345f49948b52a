/// @file
/// The table `ldapserver`, as the command line and imports change it. Rows that could not be asked
/// are refused.
#pragma once

#include "catalog/ldap_server.hpp"
#include "storage/provider_repository.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <vector>

namespace fingerpost::storage {

/// The schema must be up to date.
class LdapServerRepository {
public:
    explicit LdapServerRepository(Connection& connection) : connection_(connection) {}

    std::vector<LdapServer> list(); ///< by id
    Result<LdapServer> get(std::int64_t id);
    /// The id given is not read. Returns the new one.
    Result<std::int64_t> add(LdapServer server);
    Result<void> set(const LdapServer& server);
    /// Errc::conflict while domains are tied to it; with cascade they no longer are.
    Result<void> remove(std::int64_t id, Removal removal = Removal::only_unused);
    std::int64_t count_of_domains(std::int64_t id);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
