#include "storage/seed.hpp"

#include "storage/domain_repository.hpp"
#include "storage/provider_repository.hpp"
#include "storage/seed_data.hpp"
#include "storage/server_repository.hpp"

#include <boost/json.hpp>

namespace fingerpost::storage {

namespace {

namespace json = boost::json;

/// Whatever a repository refuses here, the document asked for it.
Error described(const std::string& where, const Error& error) {
    return {Errc::bad_request, where + ": " + error.what};
}

Result<void> check_empty(Connection& connection) {
    if (integer_of(connection, "SELECT EXISTS (SELECT 1 FROM provider)") == 0) return {};
    return Error{Errc::conflict, "the database already contains provider data"};
}

/// The ids of the rows it made.
template <class Id, class Rows, class Add>
Result<std::vector<Id>> add_all(const std::string& table, const Rows& rows, const Add& add) {
    std::vector<Id> ids;
    for (const auto& row : rows) {
        const auto id = add(row);
        if (!id) return described(table + '[' + std::to_string(ids.size()) + ']', id.error());
        ids.push_back(*id);
    }
    return ids;
}

using Ids = std::vector<std::int64_t>;

Result<Ids> add_servers(Connection& connection, const SeedData& data) {
    return add_all<std::int64_t>("servers", data.servers, [&](const ServerRow& row) {
        const auto added = ServerRepository(connection).add(row);
        return added ? Result<std::int64_t>(added->id) : Result<std::int64_t>(added.error());
    });
}

Result<Ids> add_dav_servers(Connection& connection, const SeedData& data) {
    return add_all<std::int64_t>("servers", data.dav_servers, [&](const StoredDavServer& server) {
        const auto added = DavServerRepository(connection).add(server);
        return added ? Result<std::int64_t>(added->row.id) : Result<std::int64_t>(added.error());
    });
}

Result<Ids> add_ldap_servers(Connection& connection, const SeedData& data) {
    return add_all<std::int64_t>("ldapservers", data.ldap_servers, [&](const LdapServer& server) {
        return LdapServerRepository(connection).add(server);
    });
}

struct Stored {
    std::int64_t provider;
    Ids servers, dav_servers, ldap_servers;
};

Result<void>
add_domain(Connection& connection, const SeedData::Domain& wanted, const Stored& stored) {
    DomainRepository domains(connection);
    auto domain = domains.add(wanted.name, stored.provider);
    if (!domain) return domain.error();
    if (wanted.ldap_server) {
        domain->ldapserver_id = stored.ldap_servers.at(*wanted.ldap_server);
        if (auto set = domains.set(*domain); !set) return set;
    }
    for (const auto id : stored.servers)
        if (auto done = domains.attach(domain->name, Link::server, id); !done) return done;
    for (const auto id : stored.dav_servers)
        if (auto done = domains.attach(domain->name, Link::dav_server, id); !done) return done;
    return {};
}

Result<void> store(Connection& connection, const SeedData& data) {
    const auto provider = ProviderRepository(connection).add(data.provider);
    if (!provider) return described("provider", provider.error());
    const auto servers = add_servers(connection, data);
    if (!servers) return servers.error();
    const auto dav_servers = add_dav_servers(connection, data);
    if (!dav_servers) return dav_servers.error();
    const auto ldap_servers = add_ldap_servers(connection, data);
    if (!ldap_servers) return ldap_servers.error();
    const Stored stored{provider->id, *servers, *dav_servers, *ldap_servers};
    std::size_t number = 0;
    for (const auto& domain : data.domains) {
        if (const auto added = add_domain(connection, domain, stored); !added)
            return described("domains[" + std::to_string(number) + ']', added.error());
        ++number;
    }
    return {};
}

ServerRow mail_server(const char* type, const char* host, std::int64_t port, const char* security) {
    ServerRow row;
    row.type = type;
    row.name = host;
    row.port = port;
    row.socket_type = security;
    return row;
}

StoredDavServer dav_server(const char* type, const char* url) {
    StoredDavServer server;
    server.row.type = type;
    server.row.url = url;
    server.row.user_name = "%EMAILADDRESS%";
    return server;
}

/// One provider with all a client may ask for, one that has not yet moved to implicit TLS.
std::vector<SeedData> examples() {
    SeedData modern{
        "Example & Sons",
        {{"example.com"}, {"example.net"}, {"example.org"}},
        {mail_server("imap", "imap.example.com", 993, "SSL"),
         mail_server("pop", "pop.example.com", 995, "SSL"),
         mail_server("smtp", "smtp.example.com", 465, "SSL"),
         mail_server("smtp", "smtp.example.com", 587, "STARTTLS")},
        {dav_server("caldav", "https://dav.example.com/dav/"),
         dav_server("carddav", "https://dav.example.com/dav/")}};
    SeedData old{
        "Test Mail",
        {{"example.test"}},
        {mail_server("imap", "mail.example.test", 143, "STARTTLS"),
         mail_server("smtp", "mail.example.test", 587, "STARTTLS")}};
    return {modern, old};
}

/// What Python takes for false.
bool is_nothing(const json::value& value) {
    if (value.is_object()) return value.as_object().empty();
    if (value.is_array()) return value.as_array().empty();
    if (value.is_string()) return value.as_string().empty();
    if (value.is_bool()) return !value.as_bool();
    return value.is_null() || value.to_number<double>() == 0;
}

Result<json::value> parsed(std::string_view text) {
    if (text.size() > seed_size_max)
        return Error{
            Errc::bad_request,
            "more than " + std::to_string(seed_size_max / 1024) + " KiB of seed data"};
    json::parse_options options;
    options.max_depth = 16;
    json::error_code failure;
    auto value = json::parse(text, failure, {}, options);
    if (failure) return Error{Errc::bad_request, "no valid JSON: " + failure.message()};
    return value;
}

} // namespace

Result<void> seed_example(Connection& connection) {
    Transaction transaction(connection);
    if (auto empty = check_empty(connection); !empty) return empty;
    for (const auto& example : examples())
        if (auto stored = store(connection, example); !stored) return stored;
    transaction.commit();
    return {};
}

Result<void> seed_json(Connection& connection, std::string_view text, std::int64_t ldap_port) {
    const auto document = parsed(text);
    if (!document) return document.error();
    if (is_nothing(*document)) return seed_example(connection);
    Transaction transaction(connection);
    if (auto empty = check_empty(connection); !empty) return empty;
    const auto data = read_seed(*document, ldap_port);
    if (!data) return data.error();
    if (auto stored = store(connection, *data); !stored) return stored;
    transaction.commit();
    return {};
}

} // namespace fingerpost::storage
