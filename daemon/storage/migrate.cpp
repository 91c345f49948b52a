#include "storage/migrate.hpp"

#include "storage/base_tables.hpp"
#include "storage/change_log.hpp"
#include "storage/schema.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>

namespace fingerpost::storage {

namespace {

using Done = std::vector<std::string>;

/// What automx2 notes of itself in a database that has everything.
constexpr std::string_view last_alembic = "43ebb40d0578";

/// Columns that no revision of automx2 was without.
constexpr std::array<std::array<const char*, 2>, 16> oldest_columns{{
    {"provider", "id"},
    {"provider", "name"},
    {"provider", "short_name"},
    {"server", "id"},
    {"server", "name"},
    {"server", "port"},
    {"server", "type"},
    {"server", "socket_type"},
    {"server", "user_name"},
    {"server", "authentication"},
    {"domain", "id"},
    {"domain", "name"},
    {"domain", "provider_id"},
    {"server_domain", "domain_id"},
    {"ldapserver", "search_base"},
    {"davserver", "url"},
}};

bool is_foreign(Connection& connection) {
    return std::ranges::any_of(oldest_columns, [&](const auto& column) {
        return connection.has_table(column[0]) && !connection.has_column(column[0], column[1]);
    });
}

Revision::Base base_of(Connection& connection) {
    const auto tables = BaseTables::of(connection);
    if (is_foreign(connection)) return Revision::Base::foreign;
    if (!tables.provider) {
        const auto all = base_schema();
        const bool some = std::ranges::any_of(all, [&](const SchemaItem& table) {
            return connection.has_table(table.name);
        });
        return some ? Revision::Base::foreign : Revision::Base::none;
    }
    if (!tables.ldap_table || !tables.ldap_column) return Revision::Base::release_2019;
    if (!tables.priorities) return Revision::Base::release_2020;
    if (!tables.dav) return Revision::Base::release_2020_2;
    return Revision::Base::current;
}

void upgrade_base(Connection& connection, Done& done) {
    for (const auto& table : base_schema()) {
        if (connection.has_table(table.name)) continue;
        connection.run(table.sql);
        done.push_back("made the table " + std::string(table.name));
    }
    if (!connection.has_column("server", "prio")) {
        connection.run("ALTER TABLE server ADD COLUMN prio INTEGER DEFAULT '10' NOT NULL");
        done.emplace_back("added the column server.prio, 10 in every row");
    }
    if (!connection.has_column("domain", "ldapserver_id")) {
        connection.run("ALTER TABLE domain ADD COLUMN ldapserver_id INTEGER "
                       "REFERENCES ldapserver (id)");
        done.emplace_back("added the column domain.ldapserver_id, empty in every row");
    }
}

void note_alembic(Connection& connection, Done& done) {
    if (!connection.has_column("alembic_version", "version_num")) return;
    auto update =
        connection.prepare("UPDATE alembic_version SET version_num = ? WHERE version_num <> ?");
    update->bind(1, last_alembic).bind(2, last_alembic).step();
    if (connection.changed_rows() > 0)
        done.push_back("set alembic_version to " + std::string(last_alembic));
}

void add_indexes(Connection& connection, Done& done) {
    for (const auto& index : index_schema()) {
        if (connection.has_index(index.name)) continue;
        connection.run(index.sql);
        done.push_back("made the index " + std::string(index.name));
    }
}

std::int64_t own_version(Connection& connection) {
    if (!connection.has_table("fingerpost_schema")) return 0;
    return integer_of(connection, "SELECT version FROM fingerpost_schema");
}

void upgrade_own(Connection& connection, Done& done) {
    const auto steps = own_schema();
    const auto version = own_version(connection);
    if (version >= static_cast<std::int64_t>(steps.size())) return;
    if (version == 0)
        connection.run("CREATE TABLE IF NOT EXISTS fingerpost_schema (version INTEGER NOT NULL);"
                       "DELETE FROM fingerpost_schema; INSERT INTO fingerpost_schema VALUES (0)");
    for (const auto step : steps.subspan(static_cast<std::size_t>(version)))
        connection.run(step);
    auto update = connection.prepare("UPDATE fingerpost_schema SET version = ?");
    update->bind(1, static_cast<std::int64_t>(steps.size())).step();
    done.push_back("brought Fingerpost's own tables to version " + std::to_string(steps.size()));
}

void add_triggers(Connection& connection, Done& done) {
    bool added = false;
    for (const auto& trigger : change_log_triggers()) {
        if (connection.has_trigger(trigger.name)) continue;
        connection.run(trigger.sql);
        added = true;
    }
    if (!added) return;
    // what happened without the triggers is unknown
    connection.run("INSERT INTO fingerpost_change (what, name) VALUES ('all', '')");
    done.emplace_back("began to record changes");
}

std::string free_backup_name(const std::string& file) {
    const auto now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::array<char, 16> stamp{};
    std::strftime(stamp.data(), stamp.size(), "%Y%m%d%H%M%S", &local);
    const auto first = file + ".backup-" + stamp.data();
    auto name = first;
    for (int i = 2; std::filesystem::exists(name); ++i)
        name = first + "-" + std::to_string(i);
    return name;
}

void back_up(Connection& connection, Done& done) {
    if (connection.file().empty()) return;
    const auto name = free_backup_name(connection.file());
    connection.copy_to(name);
    done.push_back("copied the database as it was to " + name);
}

std::string_view base_name(Revision::Base base) {
    switch (base) {
    case Revision::Base::none: return "no automx2 tables";
    case Revision::Base::release_2019: return "automx2 2019.0 (no LDAP, priorities, DAV)";
    case Revision::Base::release_2020: return "automx2 2020.0 (no priorities, DAV)";
    case Revision::Base::release_2020_2: return "automx2 2020.2 (no DAV)";
    case Revision::Base::current: return "automx2 2021.3.1 or later";
    case Revision::Base::foreign: return "another program's tables";
    }
    return "";
}

Result<void> refusal(Connection& connection, const Revision& found) {
    if (found.base == Revision::Base::foreign)
        return Error{
            Errc::unsupported,
            "the database holds tables of automx2's names that are not automx2's; nothing was "
            "changed"};
    if (found.own > static_cast<std::int64_t>(own_schema().size()))
        return Error{
            Errc::unsupported,
            "the database was upgraded by a later Fingerpost (version " +
                std::to_string(found.own) + "); nothing was changed"};
    if (connection.read_only())
        return Error{Errc::unsupported, "the database cannot be written to"};
    return {};
}

} // namespace

std::string Revision::str() const {
    std::string text(base_name(base));
    if (!alembic.empty()) text += ", alembic " + alembic;
    text += own > 0 ? ", Fingerpost " + std::to_string(own) : ", not upgraded for Fingerpost";
    if (own > 0 && !change_log) text += ", changes not recorded";
    return text;
}

bool Revision::up_to_date() const {
    return base == Base::current && change_log && indexed &&
           own == static_cast<std::int64_t>(own_schema().size());
}

Revision describe(Connection& connection) {
    Revision found;
    found.base = base_of(connection);
    found.own = own_version(connection);
    found.change_log = has_change_log(connection);
    const auto indexes = index_schema();
    found.indexed = std::ranges::all_of(indexes, [&](const SchemaItem& index) {
        return connection.has_index(index.name);
    });
    if (connection.has_column("alembic_version", "version_num")) {
        const auto row = connection.prepare("SELECT version_num FROM alembic_version");
        if (row->step()) found.alembic = row->text(0);
    }
    return found;
}

Result<std::vector<std::string>> migrate(Connection& connection) {
    if (describe(connection).up_to_date()) return Done{};
    if (const auto refused = refusal(connection, describe(connection)); !refused)
        return refused.error();
    Transaction transaction(connection);
    const auto found = describe(connection); // another process may have been quicker
    if (const auto refused = refusal(connection, found); !refused) return refused.error();
    Done done;
    if (found.up_to_date()) return done;
    if (found.base != Revision::Base::none && found.own == 0) back_up(connection, done);
    upgrade_base(connection, done);
    note_alembic(connection, done);
    add_indexes(connection, done);
    upgrade_own(connection, done);
    add_triggers(connection, done);
    transaction.commit();
    return done;
}

} // namespace fingerpost::storage
