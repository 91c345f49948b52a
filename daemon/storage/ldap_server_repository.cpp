#include "storage/ldap_server_repository.hpp"

#include "storage/base_tables.hpp"

namespace fingerpost::storage {

namespace {

std::optional<std::string> optional_text(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
}

void bind_optional(Statement& statement, int index, const std::optional<std::string>& text) {
    if (text)
        statement.bind(index, *text);
    else
        statement.bind_null(index);
}

LdapServer ldap_server(const Statement& row) {
    LdapServer server;
    server.id = row.integer(0);
    server.name = row.text(1);
    server.port = row.integer(2);
    server.use_ssl = row.integer(3) != 0;
    server.search_base = row.text(4);
    server.search_filter = row.text(5);
    server.attr_uid = row.text(6);
    server.attr_cn = optional_text(row, 7);
    server.bind_password = optional_text(row, 8);
    server.bind_user = optional_text(row, 9);
    return server;
}

} // namespace

std::vector<LdapServer> LdapServerRepository::list() {
    std::vector<LdapServer> servers;
    const auto rows = BaseReader(connection_).ldap_servers("ORDER BY id");
    while (rows->step())
        servers.push_back(ldap_server(*rows));
    return servers;
}

Result<LdapServer> LdapServerRepository::get(std::int64_t id) {
    const auto row = BaseReader(connection_).ldap_servers("WHERE id = ?");
    row->bind(1, id);
    if (row->step()) return ldap_server(*row);
    return Error{Errc::not_found, "no ldapserver with the id " + std::to_string(id)};
}

Result<std::int64_t> LdapServerRepository::add(const LdapServer& server) {
    if (server.name.empty()) return Error{Errc::bad_request, "an LDAP server needs a host name"};
    if (server.port < 1 || server.port > 65535)
        return Error{
            Errc::bad_request,
            "the LDAP server's port " + std::to_string(server.port) +
                " is not between 1 and 65535"};
    const auto insert = connection_.prepare(
        "INSERT INTO ldapserver (name, port, use_ssl, search_base, search_filter, attr_uid, "
        "attr_cn, bind_password, bind_user) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    );
    insert->bind(1, server.name).bind(2, server.port).bind(3, std::int64_t{server.use_ssl});
    insert->bind(4, server.search_base).bind(5, server.search_filter).bind(6, server.attr_uid);
    bind_optional(*insert, 7, server.attr_cn);
    bind_optional(*insert, 8, server.bind_password);
    bind_optional(*insert, 9, server.bind_user);
    insert->step();
    return connection_.last_id();
}

} // namespace fingerpost::storage
