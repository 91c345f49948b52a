#include "storage/import.hpp"

#include "catalog/domain.hpp"
#include "storage/base_tables.hpp"
#include "storage/domain_repository.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace fingerpost::storage {

namespace {

using Ids = std::unordered_map<std::int64_t, std::int64_t>; ///< id there -> id here

struct Table {
    const char* name;
    BaseReader::Rows (BaseReader::*rows)(std::string_view);
    std::vector<const char*> columns; ///< as BaseReader reads them, after the id
};

const Table providers{"provider", &BaseReader::providers, {"name", "short_name"}};
const Table servers{
    "server",
    &BaseReader::servers,
    {"name", "port", "type", "socket_type", "user_name", "authentication", "prio"}};
const Table dav_servers{
    "davserver",
    &BaseReader::dav_servers,
    {"url", "port", "type", "use_ssl", "user_name", "domain_required"}};
const Table ldap_servers{
    "ldapserver",
    &BaseReader::ldap_servers,
    {"name",
     "port",
     "use_ssl",
     "search_base",
     "search_filter",
     "attr_uid",
     "attr_cn",
     "bind_password",
     "bind_user"}};

/// Equal for rows that are equal but for their id.
std::string content(const Statement& row, const Table& table) {
    std::string all;
    for (int i = 1; i <= static_cast<int>(table.columns.size()); ++i) {
        const auto text = row.text(i);
        all += row.is_null(i) ? "-" : std::to_string(text.size());
        all.append(":").append(text);
    }
    return all;
}

/// `INSERT INTO provider (id, name, short_name) VALUES (?, ?, ?)`
std::string insertion(const Table& table) {
    std::string names = "id", values = "?";
    for (const auto* column : table.columns) {
        names.append(", ").append(column);
        values += ", ?";
    }
    return std::string("INSERT INTO ") + table.name + " (" + names + ") VALUES (" + values + ')';
}

/// The id itself where it is free, else the next one after all.
class FreeIds {
public:
    FreeIds(Connection& to, const std::string& table)
        : taken_(to.prepare("SELECT 1 FROM " + table + " WHERE id = ?")),
          highest_(to.prepare("SELECT coalesce(max(id), 0) + 1 FROM " + table)) {}

    std::int64_t like(std::int64_t wanted) {
        taken_->reset();
        if (!taken_->bind(1, wanted).step()) return wanted;
        highest_->reset();
        highest_->step();
        return highest_->integer(0);
    }

private:
    std::unique_ptr<Statement> taken_, highest_;
};

class Copier {
public:
    Copier(Connection& from, Connection& to) : to_(to), from_reader_(from), to_reader_(to) {}

    Ids copy(const Table& table, std::size_t& count);
    std::vector<std::string> taken_domains();
    Ids
    copy_domains(const Ids& owners, const Ids& directories, const std::vector<std::string>& skip);
    std::size_t copy_links(Link link, const Ids& domains, const Ids& rows);
    std::size_t copy_attributes(const std::string& owner, const Ids& owners);

private:
    std::int64_t absent_provider();

    Connection& to_;
    BaseReader from_reader_, to_reader_;
};

Ids Copier::copy(const Table& table, std::size_t& count) {
    std::unordered_map<std::string, std::int64_t> known;
    for (auto rows = (to_reader_.*table.rows)(""); rows->step();)
        known.emplace(content(*rows, table), rows->integer(0));
    Ids ids;
    FreeIds free(to_, table.name);
    const auto insert = to_.prepare(insertion(table));
    for (auto rows = (from_reader_.*table.rows)("ORDER BY id"); rows->step();) {
        const auto same = known.find(content(*rows, table));
        if (same != known.end()) {
            ids[rows->integer(0)] = same->second;
            continue;
        }
        const auto id = ids[rows->integer(0)] = free.like(rows->integer(0));
        insert->reset();
        insert->bind(1, id);
        for (int i = 1; i <= static_cast<int>(table.columns.size()); ++i)
            if (rows->is_null(i))
                insert->bind_null(i + 1);
            else
                insert->bind(i + 1, rows->text(i));
        insert->step();
        ++count;
    }
    return ids;
}

std::vector<std::string> Copier::taken_domains() {
    std::vector<std::string> taken;
    const auto here = to_.prepare("SELECT 1 FROM domain WHERE name IN (?, ?)");
    for (auto rows = from_reader_.domains("ORDER BY id"); rows->step();) {
        const std::string stored(rows->text(1));
        const auto normal = parse_domain_pattern(stored);
        here->reset();
        here->bind(1, stored).bind(2, normal ? *normal : stored);
        if (here->step()) taken.push_back(stored);
    }
    return taken;
}

/// For domains whose provider is missing there: it must be missing here as well.
std::int64_t Copier::absent_provider() {
    return std::min<std::int64_t>(integer_of(to_, "SELECT min(id) FROM provider"), 0) - 1;
}

Ids Copier::copy_domains(
    const Ids& owners, const Ids& directories, const std::vector<std::string>& skip
) {
    const std::unordered_set<std::string> skipped(skip.begin(), skip.end());
    const auto nobody = absent_provider();
    Ids ids;
    FreeIds free(to_, "domain");
    const auto insert =
        to_.prepare("INSERT INTO domain (id, name, provider_id, ldapserver_id) VALUES (?, ?, ?, ?)"
        );
    for (auto rows = from_reader_.domains("ORDER BY id"); rows->step();) {
        if (skipped.contains(std::string(rows->text(1)))) continue;
        const auto id = ids[rows->integer(0)] = free.like(rows->integer(0));
        const auto owner = owners.find(rows->integer(2));
        const auto directory = directories.find(rows->integer(3));
        insert->reset();
        insert->bind(1, id).bind(2, rows->text(1));
        insert->bind(3, owner == owners.end() ? nobody : owner->second);
        if (rows->is_null(3) || directory == directories.end())
            insert->bind_null(4);
        else
            insert->bind(4, directory->second);
        insert->step();
    }
    return ids;
}

std::size_t Copier::copy_links(Link link, const Ids& domains, const Ids& rows) {
    const bool dav = link == Link::dav_server;
    const auto insert = to_.prepare(
        dav ? "INSERT INTO davserver_domain (davserver_id, domain_id) VALUES (?, ?)"
            : "INSERT INTO server_domain (server_id, domain_id) VALUES (?, ?)"
    );
    const auto exists = to_.prepare(
        dav ? "SELECT 1 FROM davserver_domain WHERE davserver_id = ? AND domain_id = ?"
            : "SELECT 1 FROM server_domain WHERE server_id = ? AND domain_id = ?"
    );
    const auto order = "ORDER BY domain_id, " + std::string(from_reader_.insertion_order());
    std::size_t count = 0;
    auto links = dav ? from_reader_.dav_links(order) : from_reader_.links(order);
    while (links->step()) {
        const auto domain = domains.find(links->integer(0));
        const auto row = rows.find(links->integer(1));
        if (domain == domains.end() || row == rows.end()) continue;
        exists->reset();
        if (exists->bind(1, row->second).bind(2, domain->second).step()) continue;
        insert->reset();
        insert->bind(1, row->second).bind(2, domain->second).step();
        ++count;
    }
    return count;
}

/// As they are, also such as cannot be used; what is set here already stays.
std::size_t Copier::copy_attributes(const std::string& owner, const Ids& owners) {
    const auto table = "fingerpost_" + owner + "_attribute";
    const auto column = owner + "_id";
    const auto insert = to_.prepare(
        "INSERT INTO " + table + " (" + column + ", name, qualifier, value) SELECT ?, ?, ?, ? " +
        "WHERE NOT EXISTS (SELECT 1 FROM " + table + " WHERE " + column +
        " = ? AND name = ? AND qualifier = ?)"
    );
    auto rows =
        owner == "domain" ? from_reader_.domain_attributes() : from_reader_.provider_attributes();
    std::size_t count = 0;
    while (rows->step()) {
        const auto id = owners.find(rows->integer(0));
        if (id == owners.end()) continue;
        const auto row = attribute_row(*rows);
        insert->reset();
        insert->bind(1, id->second).bind(2, row.name).bind(3, row.qualifier).bind(4, row.value);
        insert->bind(5, id->second).bind(6, row.name).bind(7, row.qualifier).step();
        count += static_cast<std::size_t>(to_.changed_rows());
    }
    return count;
}

Error already_there(const std::vector<std::string>& names) {
    constexpr std::size_t named = 100;
    std::string what = std::to_string(names.size()) + " domains are there already:";
    for (std::size_t i = 0; i < std::min(names.size(), named); ++i)
        what.append(i == 0 ? " " : ", ").append(names[i]);
    if (names.size() > named) what += ", …";
    return {Errc::conflict, what};
}

} // namespace

Result<Copied> copy_automx2(Connection& from, Connection& to, Existing existing) {
    Transaction reading(from, Access::read);
    Transaction writing(to);
    Copier copier(from, to);
    Copied copied;
    copied.skipped = copier.taken_domains();
    if (existing == Existing::refuse && !copied.skipped.empty())
        return already_there(copied.skipped);
    const auto owners = copier.copy(providers, copied.providers);
    const auto mail = copier.copy(servers, copied.servers);
    const auto dav = copier.copy(dav_servers, copied.dav_servers);
    const auto directories = copier.copy(ldap_servers, copied.ldap_servers);
    const auto domains = copier.copy_domains(owners, directories, copied.skipped);
    copied.domains = domains.size();
    copied.links = copier.copy_links(Link::server, domains, mail) +
                   copier.copy_links(Link::dav_server, domains, dav);
    copied.attributes =
        copier.copy_attributes("provider", owners) + copier.copy_attributes("domain", domains);
    writing.commit();
    return copied;
}

} // namespace fingerpost::storage
