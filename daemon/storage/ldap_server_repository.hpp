/// @file
/// The table `ldapserver`: directories that know the users of a domain.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::storage {

struct LdapServer {
    std::int64_t id = 0;
    std::string name = {}; ///< host
    std::int64_t port = 636;
    bool use_ssl = true;
    std::string search_base = {};
    std::string search_filter = "(mail={0})"; ///< `{0}` is the address
    std::string attr_uid = "uid";
    std::optional<std::string> attr_cn = "cn";
    std::optional<std::string> bind_password = {}; ///< a secret; none: anonymous
    std::optional<std::string> bind_user = {};
};

/// The schema must be up to date.
class LdapServerRepository {
public:
    explicit LdapServerRepository(Connection& connection) : connection_(connection) {}

    std::vector<LdapServer> list(); ///< by id
    Result<LdapServer> get(std::int64_t id);
    /// The id given is not read. Returns the new one.
    Result<std::int64_t> add(const LdapServer& server);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
