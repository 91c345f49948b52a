#include "storage/domain_repository.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"

#include <limits>

namespace fingerpost::storage {

namespace {

constexpr auto columns = "SELECT id, name, provider_id, ldapserver_id FROM domain ";

struct LinkTable {
    std::string table, column, server_table;
};

LinkTable table_of(Link link) {
    if (link == Link::server) return {"server_domain", "server_id", "server"};
    return {"davserver_domain", "davserver_id", "davserver"};
}

Domain domain_of(const Statement& row) {
    Domain domain{row.integer(0), std::string(row.text(1)), row.integer(2)};
    if (!row.is_null(3)) domain.ldapserver_id = row.integer(3);
    return domain;
}

std::string quoted(std::string_view name) {
    return '"' + std::string(name) + '"';
}

/// `%`, `_` and the escape itself stand for themselves.
std::string like_pattern(std::string_view part) {
    std::string pattern = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

struct Filter {
    std::string where;
    const DomainQuery& query;

    explicit Filter(const DomainQuery& asked) : query(asked) {
        if (!query.containing.empty()) where = "WHERE name LIKE ? ESCAPE '\\' ";
        if (query.provider_id)
            where += where.empty() ? "WHERE provider_id = ? " : "AND provider_id = ? ";
    }
    /// The index of the next parameter.
    int bind(Statement& statement) const {
        int index = 1;
        if (!query.containing.empty()) statement.bind(index++, like_pattern(query.containing));
        if (query.provider_id) statement.bind(index++, *query.provider_id);
        return index;
    }
};

} // namespace

void DomainRepository::read_links(Domain& domain) {
    for (const auto link : {Link::server, Link::dav_server}) {
        const auto [table, column, servers] = table_of(link);
        const auto order =
            link == Link::server ? column : std::string(connection_.insertion_order());
        std::string sql = "SELECT ";
        sql.append(column).append(" FROM ").append(table);
        sql.append(" WHERE domain_id = ? ORDER BY ").append(order);
        const auto rows = connection_.prepare(sql);
        rows->bind(1, domain.id);
        auto& ids = link == Link::server ? domain.servers : domain.dav_servers;
        while (rows->step())
            ids.push_back(rows->integer(0));
    }
}

DomainPage DomainRepository::list(const DomainQuery& query) {
    const Filter filter(query);
    Transaction transaction(connection_, Access::read);
    DomainPage page;
    const auto count = connection_.prepare("SELECT count(*) FROM domain " + filter.where);
    filter.bind(*count);
    if (count->step()) page.total = count->integer(0);
    const auto rows =
        connection_.prepare(columns + filter.where + "ORDER BY name LIMIT ? OFFSET ?");
    const int next = filter.bind(*rows);
    rows->bind(next, query.limit).bind(next + 1, query.offset);
    while (rows->step())
        page.domains.push_back(domain_of(*rows));
    for (auto& domain : page.domains)
        read_links(domain);
    return page;
}

std::optional<Domain> DomainRepository::find(std::string_view name) {
    const auto row = connection_.prepare(std::string(columns) + "WHERE name = ?");
    row->bind(1, name);
    if (row->step()) return domain_of(*row);
    const auto normal = parse_domain_pattern(trimmed(name));
    if (!normal || *normal == name) return std::nullopt;
    row->reset();
    row->bind(1, *normal);
    return row->step() ? std::optional(domain_of(*row)) : std::nullopt;
}

Error DomainRepository::unknown(std::string_view name) {
    // typing errors at the beginning are rare; a million names cannot all be compared
    const auto normal = parse_domain_pattern(trimmed(name));
    const std::string word = normal ? *normal : std::string(name);
    const auto rows = connection_.prepare(
        "SELECT name FROM domain WHERE name >= ? AND name < ? ORDER BY name LIMIT 2000"
    );
    const auto start = word.substr(0, 2);
    rows->bind(1, start).bind(2, start + '\x7f');
    std::vector<std::string> names;
    while (rows->step())
        names.emplace_back(rows->text(0));
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = nearest(word, views);
    auto what = "no domain " + quoted(name);
    if (!near.empty()) what += "; did you mean " + quoted(near) + "?";
    return {Errc::not_found, what};
}

Result<Domain> DomainRepository::get(std::string_view name) {
    auto domain = find(name);
    if (!domain) return unknown(name);
    read_links(*domain);
    return *domain;
}

Result<void> DomainRepository::check_free(const std::string& name, std::int64_t id) {
    const auto row =
        connection_.prepare("SELECT d.id, d.provider_id, p.name FROM domain d "
                            "LEFT JOIN provider p ON p.id = d.provider_id WHERE d.name = ?");
    row->bind(1, name);
    if (!row->step() || row->integer(0) == id) return {};
    auto owner = "provider " + std::to_string(row->integer(1));
    if (!row->is_null(2)) owner += " (" + std::string(row->text(2)) + ')';
    return Error{Errc::conflict, "the domain " + quoted(name) + " belongs to " + owner};
}

Result<void> DomainRepository::check_exists(std::string_view table, std::int64_t id) {
    const auto row = connection_.prepare("SELECT 1 FROM " + std::string(table) + " WHERE id = ?");
    row->bind(1, id);
    if (row->step()) return {};
    return Error{Errc::not_found, "no " + std::string(table) + ' ' + std::to_string(id)};
}

Result<Domain> DomainRepository::add(std::string_view name, std::int64_t provider_id) {
    auto normal = parse_domain_pattern(trimmed(name));
    if (!normal) return normal.error();
    if (const auto provider = check_exists("provider", provider_id); !provider)
        return provider.error();
    constexpr auto no_id = std::numeric_limits<std::int64_t>::min();
    if (const auto free = check_free(*normal, no_id); !free) return free.error();
    const auto insert = connection_.prepare("INSERT INTO domain (name, provider_id) VALUES (?, ?)");
    insert->bind(1, *normal).bind(2, provider_id).step();
    return Domain{connection_.last_id(), *normal, provider_id};
}

Result<void> DomainRepository::set(const Domain& domain) {
    const auto normal = parse_domain_pattern(trimmed(domain.name));
    if (!normal) return normal.error();
    if (auto free = check_free(*normal, domain.id); !free) return free;
    if (auto provider = check_exists("provider", domain.provider_id); !provider) return provider;
    if (domain.ldapserver_id)
        if (auto ldap = check_exists("ldapserver", *domain.ldapserver_id); !ldap) return ldap;
    const auto update = connection_.prepare(
        "UPDATE domain SET name = ?, provider_id = ?, ldapserver_id = ? WHERE id = ?"
    );
    update->bind(1, *normal).bind(2, domain.provider_id).bind(4, domain.id);
    if (domain.ldapserver_id)
        update->bind(3, *domain.ldapserver_id);
    else
        update->bind_null(3);
    update->step();
    if (connection_.changed_rows() > 0) return {};
    return Error{Errc::not_found, "no domain with the id " + std::to_string(domain.id)};
}

Result<void> DomainRepository::remove(std::string_view name) {
    const auto domain = find(name);
    if (!domain) return unknown(name);
    Transaction transaction(connection_);
    for (const auto* sql :
         {"DELETE FROM server_domain WHERE domain_id = ?",
          "DELETE FROM davserver_domain WHERE domain_id = ?",
          "DELETE FROM domain WHERE id = ?"}) {
        const auto statement = connection_.prepare(sql);
        statement->bind(1, domain->id).step();
    }
    transaction.commit();
    return {};
}

Result<void> DomainRepository::attach(std::string_view name, Link link, std::int64_t server_id) {
    const auto domain = find(name);
    if (!domain) return unknown(name);
    const auto [table, column, servers] = table_of(link);
    if (auto server = check_exists(servers, server_id); !server) return server;
    const auto insert = connection_.prepare(
        "INSERT INTO " + table + " (" + column + ", domain_id) SELECT ?, ? WHERE NOT EXISTS " +
        "(SELECT 1 FROM " + table + " WHERE " + column + " = ? AND domain_id = ?)"
    );
    insert->bind(1, server_id).bind(2, domain->id).bind(3, server_id).bind(4, domain->id).step();
    return {};
}

Result<void> DomainRepository::detach(std::string_view name, Link link, std::int64_t server_id) {
    const auto domain = find(name);
    if (!domain) return unknown(name);
    const auto [table, column, servers] = table_of(link);
    const auto statement =
        connection_.prepare("DELETE FROM " + table + " WHERE " + column + " = ? AND domain_id = ?");
    statement->bind(1, server_id).bind(2, domain->id).step();
    return {};
}

std::int64_t DomainRepository::count_of_provider(std::int64_t provider_id) {
    const auto row = connection_.prepare("SELECT count(*) FROM domain WHERE provider_id = ?");
    row->bind(1, provider_id);
    return row->step() ? row->integer(0) : 0;
}

void DomainRepository::remove_of_provider(std::int64_t provider_id) {
    const std::string of_domain =
        "WHERE domain_id IN (SELECT id FROM domain WHERE provider_id = ?)";
    for (const auto& sql :
         {"DELETE FROM server_domain " + of_domain,
          "DELETE FROM davserver_domain " + of_domain,
          std::string("DELETE FROM domain WHERE provider_id = ?")}) {
        const auto statement = connection_.prepare(sql);
        statement->bind(1, provider_id).step();
    }
}

std::int64_t DomainRepository::count_of_server(Link link, std::int64_t server_id) {
    const auto [table, column, servers] = table_of(link);
    const auto row =
        connection_.prepare("SELECT count(*) FROM " + table + " WHERE " + column + " = ?");
    row->bind(1, server_id);
    return row->step() ? row->integer(0) : 0;
}

void DomainRepository::detach_everywhere(Link link, std::int64_t server_id) {
    const auto [table, column, servers] = table_of(link);
    const auto statement =
        connection_.prepare("DELETE FROM " + table + " WHERE " + column + " = ?");
    statement->bind(1, server_id).step();
}

} // namespace fingerpost::storage
