/// @file
/// The tables `server` and `davserver`, as the command line and the API change them. Rows that
/// could not be served are refused.
#pragma once

#include "base/error.hpp"
#include "catalog/server.hpp"
#include "storage/provider_repository.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <vector>

namespace fingerpost::storage {

/// The schema must be up to date. Put several calls into one Transaction.
class ServerRepository {
public:
    explicit ServerRepository(Connection& connection) : connection_(connection) {}

    std::vector<ServerRow> list(); ///< by id
    Result<ServerRow> get(std::int64_t id);
    /// The id given is not read. Empty words and port 0 get defaults: SSL where the service has a
    /// port for it, the service's port, %EMAILADDRESS%, plain. Returns the row as stored.
    Result<ServerRow> add(ServerRow row);
    Result<void> set(const ServerRow& row);
    /// Errc::conflict while domains offer it; with cascade they lose it.
    Result<void> remove(std::int64_t id, Removal removal = Removal::only_unused);

private:
    Connection& connection_;
};

/// A row of `davserver` with the column that only automx2 reads.
struct StoredDavServer {
    DavServerRow row = {};
    bool domain_required = true;
};

/// As ServerRepository.
class DavServerRepository {
public:
    explicit DavServerRepository(Connection& connection) : connection_(connection) {}

    std::vector<StoredDavServer> list();
    Result<StoredDavServer> get(std::int64_t id);
    /// use_ssl is set from the URL.
    Result<StoredDavServer> add(StoredDavServer server);
    Result<void> set(const StoredDavServer& server);
    Result<void> remove(std::int64_t id, Removal removal = Removal::only_unused);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
