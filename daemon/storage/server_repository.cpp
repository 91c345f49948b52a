#include "storage/server_repository.hpp"

#include "catalog/defaults.hpp"
#include "storage/base_tables.hpp"
#include "storage/domain_repository.hpp"

namespace fingerpost::storage {

namespace {

Error unknown(const std::string& table, std::int64_t id) {
    return {Errc::not_found, "no " + table + " with the id " + std::to_string(id)};
}

/// What to_server() says of a row, but for somebody who is writing it.
Error refused(const Error& unusable) {
    return {Errc::bad_request, unusable.what};
}

/// Service, security and port each say something of the others.
void complete(ServerRow& row) {
    const auto service = parse_service(row.type);
    if (row.socket_type.empty() && service) {
        const bool starttls = row.port > 0 ? row.port == default_port(*service, Security::starttls)
                                           : default_port(*service, Security::tls) == 0;
        row.socket_type = name(starttls ? Security::starttls : Security::tls);
    }
    const auto security = parse_security(row.socket_type);
    if (row.port == 0 && service && security) row.port = default_port(*service, *security);
    if (row.user_name.empty()) row.user_name = "%EMAILADDRESS%";
    if (row.authentication.empty()) row.authentication = name(Authentication::password);
}

/// In the spelling automx2 reads.
Result<ServerRow> checked(ServerRow row) {
    complete(row);
    const auto server = to_server(row);
    if (!server) return refused(server.error());
    if (row.user_name.size() > 64 || row.name.size() > 128)
        return Error{Errc::bad_request, "a server's name has at most 128 octets, its user_name 64"};
    row.name = server->host;
    row.type = name(server->service);
    row.socket_type = name(server->security);
    row.authentication = name(server->authentication);
    return row;
}

Result<StoredDavServer> checked(StoredDavServer stored) {
    const auto server = to_dav_server(stored.row);
    if (!server) return refused(server.error());
    if (stored.row.user_name.size() > 64 || stored.row.url.size() > 128)
        return Error{
            Errc::bad_request, "a DAV server's URL has at most 128 octets, its user_name 64"};
    stored.row.type = name(server->service);
    stored.row.use_ssl = server->tls;
    return stored;
}

void bind_row(Statement& statement, const ServerRow& row) {
    statement.bind(1, row.prio).bind(2, row.name).bind(3, row.port).bind(4, row.type);
    statement.bind(5, row.socket_type).bind(6, row.user_name).bind(7, row.authentication);
}

void bind_row(Statement& statement, const StoredDavServer& stored) {
    const auto& row = stored.row;
    statement.bind(1, row.url).bind(2, row.port).bind(3, row.type);
    statement.bind(4, std::int64_t{row.use_ssl}).bind(5, std::int64_t{stored.domain_required});
    if (row.user_name.empty())
        statement.bind_null(6);
    else
        statement.bind(6, row.user_name);
}

StoredDavServer stored_dav_server(const Statement& row) {
    return {dav_server_row(row), row.integer(6) != 0};
}

Result<void> remove_row(Connection& connection, Link link, std::int64_t id, Removal removal) {
    const std::string table = link == Link::server ? "server" : "davserver";
    Transaction transaction(connection);
    DomainRepository domains(connection);
    const auto count = domains.count_of_server(link, id);
    if (count > 0 && removal != Removal::cascade)
        return Error{
            Errc::conflict,
            table + ' ' + std::to_string(id) + " is still offered by " + std::to_string(count) +
                (count == 1 ? " domain" : " domains") + ": detach it first, or ask to cascade"};
    const auto statement = connection.prepare("DELETE FROM " + table + " WHERE id = ?");
    statement->bind(1, id).step();
    if (connection.changed_rows() == 0) return unknown(table, id);
    if (count > 0) domains.detach_everywhere(link, id);
    transaction.commit();
    return {};
}

} // namespace

std::vector<ServerRow> ServerRepository::list() {
    std::vector<ServerRow> servers;
    const auto rows = BaseReader(connection_).servers("ORDER BY id");
    while (rows->step())
        servers.push_back(server_row(*rows));
    return servers;
}

Result<ServerRow> ServerRepository::get(std::int64_t id) {
    const auto row = BaseReader(connection_).servers("WHERE id = ?");
    row->bind(1, id);
    return row->step() ? Result<ServerRow>(server_row(*row)) : unknown("server", id);
}

Result<ServerRow> ServerRepository::add(ServerRow row) {
    row.id = 0;
    auto stored = checked(std::move(row));
    if (!stored) return stored;
    const auto insert = connection_.prepare(
        "INSERT INTO server (prio, name, port, type, socket_type, user_name, authentication) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"
    );
    bind_row(*insert, *stored);
    insert->step();
    stored->id = connection_.last_id();
    return stored;
}

Result<void> ServerRepository::set(const ServerRow& row) {
    const auto stored = checked(row);
    if (!stored) return stored.error();
    const auto update = connection_.prepare(
        "UPDATE server SET prio = ?, name = ?, port = ?, type = ?, socket_type = ?, "
        "user_name = ?, authentication = ? WHERE id = ?"
    );
    bind_row(*update, *stored);
    update->bind(8, stored->id).step();
    if (connection_.changed_rows() == 0) return unknown("server", row.id);
    return {};
}

Result<void> ServerRepository::remove(std::int64_t id, Removal removal) {
    return remove_row(connection_, Link::server, id, removal);
}

std::vector<StoredDavServer> DavServerRepository::list() {
    std::vector<StoredDavServer> servers;
    const auto rows = BaseReader(connection_).dav_servers("ORDER BY id");
    while (rows->step())
        servers.push_back(stored_dav_server(*rows));
    return servers;
}

Result<StoredDavServer> DavServerRepository::get(std::int64_t id) {
    const auto row = BaseReader(connection_).dav_servers("WHERE id = ?");
    row->bind(1, id);
    return row->step() ? Result<StoredDavServer>(stored_dav_server(*row))
                       : unknown("davserver", id);
}

Result<StoredDavServer> DavServerRepository::add(StoredDavServer server) {
    server.row.id = 0;
    auto stored = checked(std::move(server));
    if (!stored) return stored;
    const auto insert = connection_.prepare(
        "INSERT INTO davserver (url, port, type, use_ssl, domain_required, user_name) "
        "VALUES (?, ?, ?, ?, ?, ?)"
    );
    bind_row(*insert, *stored);
    insert->step();
    stored->row.id = connection_.last_id();
    return stored;
}

Result<void> DavServerRepository::set(const StoredDavServer& server) {
    const auto stored = checked(server);
    if (!stored) return stored.error();
    const auto update = connection_.prepare(
        "UPDATE davserver SET url = ?, port = ?, type = ?, use_ssl = ?, domain_required = ?, "
        "user_name = ? WHERE id = ?"
    );
    bind_row(*update, *stored);
    update->bind(7, stored->row.id).step();
    if (connection_.changed_rows() == 0) return unknown("davserver", server.row.id);
    return {};
}

Result<void> DavServerRepository::remove(std::int64_t id, Removal removal) {
    return remove_row(connection_, Link::dav_server, id, removal);
}

} // namespace fingerpost::storage
