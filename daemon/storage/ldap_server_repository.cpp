#include "storage/ldap_server_repository.hpp"

#include "storage/base_tables.hpp"

namespace fingerpost::storage {

namespace {

Error unknown(std::int64_t id) {
    return {
        Errc::not_found,
        "there is no ldapserver " + std::to_string(id) + "; see: fingerpost ldapserver list"};
}

/// An empty text is as good as none, and automx2 takes only the latter for anonymous.
void bind_optional(Statement& statement, int index, const std::optional<std::string>& text) {
    if (text && !text->empty())
        statement.bind(index, *text);
    else
        statement.bind_null(index);
}

Result<void> checked(const LdapServer& server) {
    const auto usable = check_ldap_server(server);
    if (!usable) return Error{Errc::bad_request, usable.error().what};
    constexpr std::size_t longest = 128;
    for (const auto* text : {&server.name, &server.search_base, &server.search_filter})
        if (text->size() > longest)
            return Error{Errc::bad_request, "\"" + *text + "\" is longer than 128 octets"};
    if (server.bind_user.value_or("").size() > longest ||
        server.bind_password.value_or("").size() > longest)
        return Error{Errc::bad_request, "bind_user and bind_password are of 128 octets at most"};
    if (server.attr_uid.size() > 32 || server.attr_cn.value_or("").size() > 32)
        return Error{Errc::bad_request, "attr_uid and attr_cn are of 32 octets at most"};
    return {};
}

void bind_row(Statement& statement, const LdapServer& server) {
    statement.bind(1, server.name).bind(2, server.port).bind(3, std::int64_t{server.use_ssl});
    statement.bind(4, server.search_base).bind(5, server.search_filter).bind(6, server.attr_uid);
    bind_optional(statement, 7, server.attr_cn);
    bind_optional(statement, 8, server.bind_password);
    bind_optional(statement, 9, server.bind_user);
}

} // namespace

std::vector<LdapServer> LdapServerRepository::list() {
    std::vector<LdapServer> servers;
    const auto rows = BaseReader(connection_).ldap_servers("ORDER BY id");
    while (rows->step())
        servers.push_back(ldap_server_row(*rows));
    return servers;
}

Result<LdapServer> LdapServerRepository::get(std::int64_t id) {
    const auto row = BaseReader(connection_).ldap_servers("WHERE id = ?");
    row->bind(1, id);
    if (row->step()) return ldap_server_row(*row);
    return unknown(id);
}

Result<std::int64_t> LdapServerRepository::add(LdapServer server) {
    server.id = 0;
    const auto right = checked(server);
    if (!right) return right.error();
    const auto insert = connection_.prepare(
        "INSERT INTO ldapserver (name, port, use_ssl, search_base, search_filter, attr_uid, "
        "attr_cn, bind_password, bind_user) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    );
    bind_row(*insert, server);
    insert->step();
    return connection_.last_id();
}

Result<void> LdapServerRepository::set(const LdapServer& server) {
    const auto right = checked(server);
    if (!right) return right.error();
    const auto update = connection_.prepare(
        "UPDATE ldapserver SET name = ?, port = ?, use_ssl = ?, search_base = ?, "
        "search_filter = ?, attr_uid = ?, attr_cn = ?, bind_password = ?, bind_user = ? "
        "WHERE id = ?"
    );
    bind_row(*update, server);
    update->bind(10, server.id).step();
    if (connection_.changed_rows() == 0) return unknown(server.id);
    return {};
}

std::int64_t LdapServerRepository::count_of_domains(std::int64_t id) {
    const auto row = connection_.prepare("SELECT count(*) FROM domain WHERE ldapserver_id = ?");
    row->bind(1, id).step();
    return row->integer(0);
}

Result<void> LdapServerRepository::remove(std::int64_t id, Removal removal) {
    Transaction transaction(connection_);
    const auto count = count_of_domains(id);
    if (count > 0 && removal != Removal::cascade)
        return Error{
            Errc::conflict,
            "ldapserver " + std::to_string(id) + " still knows the users of " +
                std::to_string(count) + (count == 1 ? " domain" : " domains") +
                ": untie them first, or ask to cascade"};
    connection_.prepare("DELETE FROM ldapserver WHERE id = ?")->bind(1, id).step();
    if (connection_.changed_rows() == 0) return unknown(id);
    const auto untie =
        connection_.prepare("UPDATE domain SET ldapserver_id = NULL WHERE ldapserver_id = ?");
    untie->bind(1, id).step();
    transaction.commit();
    return {};
}

} // namespace fingerpost::storage
