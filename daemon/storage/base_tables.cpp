#include "storage/base_tables.hpp"

namespace fingerpost::storage {

namespace {

std::optional<std::string> optional_text(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
}

} // namespace

BaseTables BaseTables::of(Connection& connection) {
    BaseTables found;
    found.provider = connection.has_table("provider") && connection.has_table("server") &&
                     connection.has_table("domain") && connection.has_table("server_domain");
    found.priorities = connection.has_column("server", "prio");
    found.ldap_table = connection.has_table("ldapserver");
    found.ldap_column = connection.has_column("domain", "ldapserver_id");
    found.dav = connection.has_table("davserver") && connection.has_table("davserver_domain");
    found.attributes = connection.has_table("fingerpost_provider_attribute") &&
                       connection.has_table("fingerpost_domain_attribute");
    found.qualifiers = connection.has_column("fingerpost_domain_attribute", "qualifier");
    return found;
}

BaseReader::Rows
BaseReader::select(bool exists, std::string sql, std::string_view condition, int columns) {
    if (exists) return connection_.prepare(sql.append(" ").append(condition));
    std::string none = "SELECT NULL";
    for (int i = 1; i < columns; ++i)
        none += ", NULL";
    return connection_.prepare(none + " WHERE 1 = 0");
}

BaseReader::Rows BaseReader::providers(std::string_view condition) {
    return select(tables_.provider, "SELECT id, name, short_name FROM provider", condition, 3);
}

BaseReader::Rows BaseReader::servers(std::string_view condition) {
    const std::string prio = tables_.priorities ? "prio" : "10";
    return select(
        tables_.provider,
        "SELECT id, name, port, type, socket_type, user_name, authentication, " + prio +
            " FROM server",
        condition,
        8
    );
}

BaseReader::Rows BaseReader::dav_servers(std::string_view condition) {
    return select(
        tables_.dav,
        "SELECT id, url, port, type, use_ssl, user_name, domain_required FROM davserver",
        condition,
        7
    );
}

BaseReader::Rows BaseReader::ldap_servers(std::string_view condition) {
    return select(
        tables_.ldap_table,
        "SELECT id, name, port, use_ssl, search_base, search_filter, attr_uid, attr_cn, "
        "bind_password, bind_user FROM ldapserver",
        condition,
        10
    );
}

BaseReader::Rows BaseReader::domains(std::string_view condition) {
    const std::string ldap = tables_.ldap_column ? "ldapserver_id" : "NULL";
    return select(
        tables_.provider, "SELECT id, name, provider_id, " + ldap + " FROM domain", condition, 4
    );
}

BaseReader::Rows BaseReader::links(std::string_view condition) {
    return select(tables_.provider, "SELECT domain_id, server_id FROM server_domain", condition, 2);
}

BaseReader::Rows BaseReader::dav_links(std::string_view condition) {
    return select(
        tables_.dav, "SELECT domain_id, davserver_id FROM davserver_domain", condition, 2
    );
}

/// Conditions order by the new name.
std::string BaseReader::qualifier() const {
    return tables_.qualifiers ? "qualifier" : "language AS qualifier";
}

BaseReader::Rows BaseReader::provider_attributes(std::string_view condition) {
    return select(
        tables_.attributes,
        "SELECT provider_id, name, " + qualifier() + ", value FROM fingerpost_provider_attribute",
        condition,
        4
    );
}

BaseReader::Rows BaseReader::domain_attributes(std::string_view condition) {
    return select(
        tables_.attributes,
        "SELECT domain_id, name, " + qualifier() + ", value FROM fingerpost_domain_attribute",
        condition,
        4
    );
}

BaseReader::Rows BaseReader::counts() {
    std::string sql = "SELECT 'provider', '', count(*) FROM provider UNION ALL "
                      "SELECT 'server', type, count(*) FROM server GROUP BY type";
    if (tables_.dav)
        sql += " UNION ALL SELECT 'davserver', type, count(*) FROM davserver GROUP BY type";
    return select(tables_.provider, tables_.provider ? sql : "", "", 3);
}

ServerRow server_row(const Statement& row) {
    ServerRow server;
    server.id = row.integer(0);
    server.name = row.text(1);
    server.port = row.integer(2);
    server.type = row.text(3);
    server.socket_type = row.text(4);
    server.user_name = row.text(5);
    server.authentication = row.text(6);
    server.prio = row.integer(7);
    return server;
}

DavServerRow dav_server_row(const Statement& row) {
    DavServerRow server;
    server.id = row.integer(0);
    server.url = row.text(1);
    server.port = row.integer(2);
    server.type = row.text(3);
    server.use_ssl = row.integer(4) != 0;
    server.user_name = row.text(5);
    return server;
}

LdapServer ldap_server_row(const Statement& row) {
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

AttributeRow attribute_row(const Statement& row) {
    return {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))};
}

} // namespace fingerpost::storage
