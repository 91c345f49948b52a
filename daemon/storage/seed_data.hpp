/// @file
/// Seed data as read, before it is stored. Between reading JSON and writing rows.
#pragma once

#include "base/error.hpp"
#include "catalog/server.hpp"
#include "storage/ldap_server_repository.hpp"
#include "storage/server_repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boost::json {
class value;
}

namespace fingerpost::storage {

/// One provider; every server belongs to every domain.
struct SeedData {
    struct Domain {
        std::string name;
        std::optional<std::size_t> ldap_server = {}; ///< index into ldap_servers
    };
    std::string provider;
    std::vector<Domain> domains;
    std::vector<ServerRow> servers;
    std::vector<StoredDavServer> dav_servers = {};
    std::vector<LdapServer> ldap_servers = {};
};

/// automx2's format, version 2. Errc::bad_request names the key. Unknown keys are ignored.
Result<SeedData> read_seed(const boost::json::value& document, std::int64_t ldap_port);

} // namespace fingerpost::storage
