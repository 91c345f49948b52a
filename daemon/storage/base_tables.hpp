/// @file
/// Reading automx2's tables of any revision: the same columns in the same order whatever there is.
/// Used where whole tables are read; a repository reads its own up-to-date table itself.
#pragma once

#include "catalog/attribute.hpp"
#include "catalog/ldap_server.hpp"
#include "catalog/server.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace fingerpost::storage {

/// Which of the tables and columns that came with later revisions are there.
struct BaseTables {
    bool provider = false; ///< and server, domain, server_domain
    bool priorities = false;
    bool ldap_table = false;
    bool ldap_column = false; ///< domain.ldapserver_id
    bool dav = false;
    bool attributes = false; ///< Fingerpost's own
    bool qualifiers = false; ///< their column `qualifier`, called `language` before

    static BaseTables of(Connection& connection);
};

/// Without a row when the table is not there. `condition` follows the table's name.
class BaseReader {
public:
    explicit BaseReader(Connection& connection)
        : connection_(connection), tables_(BaseTables::of(connection)) {}

    using Rows = std::unique_ptr<Statement>;
    Rows providers(std::string_view condition = {});   ///< id, name, short_name
    Rows servers(std::string_view condition = {});     ///< for server_row()
    Rows dav_servers(std::string_view condition = {}); ///< for dav_server_row(); 6: domain_required
    Rows ldap_servers(std::string_view condition = {}); ///< for ldap_server_row()
    Rows domains(std::string_view condition = {});      ///< id, name, provider_id, ldapserver_id
    Rows links(std::string_view condition = {});        ///< domain_id, server_id
    Rows dav_links(std::string_view condition = {});    ///< domain_id, davserver_id
    Rows provider_attributes(std::string_view condition = {}); ///< provider_id; attribute_row()
    Rows domain_attributes(std::string_view condition = {});   ///< domain_id; attribute_row()
    Rows counts(); ///< table, type ("" for providers), number of rows

    std::string_view insertion_order() const { return connection_.insertion_order(); }
    const BaseTables& tables() const { return tables_; }

private:
    Rows select(bool exists, std::string sql, std::string_view condition, int columns);
    std::string qualifier() const; ///< of the tables of attributes

    Connection& connection_;
    BaseTables tables_;
};

ServerRow server_row(const Statement& row);
DavServerRow dav_server_row(const Statement& row);
LdapServer ldap_server_row(const Statement& row);
AttributeRow attribute_row(const Statement& row);

} // namespace fingerpost::storage
