#include "storage/catalog_assembly.hpp"

#include "catalog/domain.hpp"
#include "catalog/domain_shard.hpp"

#include <algorithm>

namespace fingerpost::storage {

namespace {

/// Most names are stored as they are looked up: told without making a string.
bool is_normal(std::string_view name) {
    if (name.empty() || name.back() < 'a' || name.back() > 'z') return false; // no IP address
    return std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           is_host_name(name);
}

/// The link rows of one domain after the other; both run through ascending domain ids.
class LinkCursor {
public:
    explicit LinkCursor(BaseReader::Rows rows) : rows_(std::move(rows)) { advance(); }

    /// Adds what is linked to `domain_id`; links before it have no domain.
    template <class Absent>
    void take(std::int64_t domain_id, std::vector<std::int64_t>& ids, const Absent& absent) {
        for (; more_ && domain_id_ < domain_id; advance())
            absent(domain_id_);
        for (; more_ && domain_id_ == domain_id; advance())
            ids.push_back(rows_->integer(1));
    }
    template <class Absent>
    void finish(const Absent& absent) {
        for (; more_; advance())
            absent(domain_id_);
    }

private:
    void advance() {
        more_ = rows_->step();
        if (more_) domain_id_ = rows_->integer(0);
    }

    BaseReader::Rows rows_;
    bool more_ = false;
    std::int64_t domain_id_ = 0;
};

/// The attributes of one domain after the other, as the links.
class AttributeCursor {
public:
    explicit AttributeCursor(BaseReader::Rows rows) : rows_(std::move(rows)) {
        more_ = rows_->step();
    }

    /// Those of domains that are not there are passed over.
    void take(std::int64_t domain_id, std::vector<AttributeRow>& into) {
        for (; more_ && rows_->integer(0) <= domain_id; more_ = rows_->step())
            if (rows_->integer(0) == domain_id) into.push_back(attribute_row(*rows_));
    }

private:
    BaseReader::Rows rows_;
    bool more_ = false;
};

/// Each once: the servers in ascending order, the others as they come.
void tidy(OfferKey& key) {
    if (!std::ranges::is_sorted(key.servers)) std::ranges::sort(key.servers);
    const auto [first, last] = std::ranges::unique(key.servers);
    key.servers.erase(first, last);
    auto& dav = key.dav_servers;
    for (auto id = dav.begin(); id != dav.end();)
        id = std::find(dav.begin(), id, *id) == id ? id + 1 : dav.erase(id);
}

std::optional<std::int64_t> optional_integer(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

std::string sentence(std::int64_t id, std::string_view name, std::string_view what) {
    return "domain " + std::to_string(id) + ": \"" + std::string(name.substr(0, 80)) + "\" " +
           std::string(what);
}

constexpr std::string_view no_name = "is not a domain name";
constexpr std::string_view same_name = "is the same domain as another row, which is served";

} // namespace

CatalogAssembly::CatalogAssembly(
    Connection& connection, CatalogMemory& memory, CatalogBuilder& builder
)
    : memory_(memory), builder_(builder), batch_(builder), reader_(connection), rows_(reader_) {}

void CatalogAssembly::read_all() {
    rows_.read_all(memory_.problems);
    read_domains();
    auto& aliases = memory_.aliases;
    aliases.shrink_to_fit();
    std::ranges::sort(aliases, {}, &CatalogMemory::Alias::hash);
    for (const auto& name : conflicts_)
        resolve(name, {});
    builder_.census(rows_.census());
    builder_.problems(memory_.problems.sentences());
}

void CatalogAssembly::read_domains() {
    LinkCursor links(reader_.links("ORDER BY domain_id, server_id"));
    LinkCursor dav_links(
        reader_.dav_links("ORDER BY domain_id, " + std::string(reader_.insertion_order()))
    );
    const auto absent = [this](std::int64_t id) { note_absent("server_domain", id); };
    const auto dav_absent = [this](std::int64_t id) { note_absent("davserver_domain", id); };
    AttributeCursor attributes(reader_.domain_attributes("ORDER BY domain_id, name, qualifier"));
    std::vector<AttributeRow> own;
    OfferKey key;
    const auto domains = reader_.domains("ORDER BY id");
    while (domains->step()) {
        const auto id = domains->integer(0);
        key.provider_id = domains->integer(2);
        key.ldapserver_id = optional_integer(*domains, 3);
        key.servers.clear();
        key.dav_servers.clear();
        links.take(id, key.servers, absent);
        dav_links.take(id, key.dav_servers, dav_absent);
        own.clear();
        attributes.take(id, own);
        key.attributes = own_attributes(id, domains->text(1), own);
        tidy(key);
        add_domain(*domains, key);
    }
    batch_.flush();
    links.finish(absent);
    dav_links.finish(dav_absent);
}

void CatalogAssembly::add_domain(const Statement& domain, const OfferKey& key) {
    const auto stored = domain.text(1);
    if (is_normal(stored) && memory_.aliases.empty()) {
        batch_.add(stored, intern(key));
        return;
    }
    batch_.flush();
    const auto name = parse_domain_pattern(stored);
    if (!name) {
        const auto id = domain.integer(0);
        memory_.problems.set(
            ProblemBook::Of::domain, std::string(stored), {sentence(id, stored, no_name)}
        );
        return;
    }
    if (*name != stored) memory_.aliases.push_back({DomainShard::hash(*name), domain.integer(0)});
    if (builder_.row_offer(*name))
        conflicts_.insert(*name);
    else
        builder_.set(*name, intern(key));
}

std::vector<Attribute> CatalogAssembly::own_attributes(
    std::int64_t domain_id, std::string_view name, const std::vector<AttributeRow>& rows
) {
    if (rows.empty()) return {};
    std::vector<std::string> problems;
    auto usable = OfferRows::usable(rows, problems);
    for (auto& problem : problems)
        problem.insert(0, "domain " + std::to_string(domain_id) + ": ");
    if (!problems.empty())
        memory_.problems.set(ProblemBook::Of::domain, std::string(name), std::move(problems));
    return usable;
}

void CatalogAssembly::note_absent(const char* table, std::int64_t domain_id) {
    const auto id = std::to_string(domain_id);
    memory_.problems.set(
        ProblemBook::Of::link,
        id + ' ' + table,
        {"domain " + id + " does not exist, but " + table + " names it"}
    );
}

void CatalogAssembly::forget_absent(std::int64_t domain_id) {
    for (const auto* table : {" server_domain", " davserver_domain"})
        memory_.problems.erase(ProblemBook::Of::link, std::to_string(domain_id) + table);
}

void CatalogAssembly::apply(const Changes& changes) {
    domains_changed(changes.domains);
    for (const auto id : changes.absent_domains)
        absent_changed(id);
    if (!changes.rows.empty()) {
        rows_changed(changes.rows);
        builder_.census(rows_.census());
    }
    builder_.problems(memory_.problems.sentences());
}

void CatalogAssembly::domains_changed(const std::set<std::string>& names) {
    std::map<std::string, std::set<std::string>> stored; // by the form they are looked up by
    for (const auto& name : names) {
        memory_.problems.erase(ProblemBook::Of::domain, name);
        if (auto normal = parse_domain_pattern(name)) {
            stored[*normal].insert(name);
            continue;
        }
        Candidates rows;
        collect("WHERE name = ?", name, rows);
        for (const auto& [id, row] : rows) {
            forget_absent(id);
            memory_.problems.set(
                ProblemBook::Of::domain, row.name, {sentence(id, row.name, no_name)}
            );
        }
    }
    for (const auto& [normal, spellings] : stored)
        resolve(normal, spellings);
}

void CatalogAssembly::resolve(const std::string& name, const std::set<std::string>& stored) {
    const auto rows = candidates(name, stored);
    const auto hash = DomainShard::hash(name);
    auto& aliases = memory_.aliases;
    const auto range = std::ranges::equal_range(aliases, hash, {}, &CatalogMemory::Alias::hash);
    auto at = aliases.erase(range.begin(), range.end());
    for (const auto& [id, row] : rows) {
        const auto normal = parse_domain_pattern(row.name);
        if (*normal != row.name) at = aliases.insert(at, {hash, id});
    }
    settle(name, rows);
}

CatalogAssembly::Candidates
CatalogAssembly::candidates(const std::string& name, const std::set<std::string>& stored) {
    Candidates rows;
    collect("WHERE name = ?", name, rows);
    for (const auto& spelling : stored)
        collect("WHERE name = ?", spelling, rows);
    const auto hash = DomainShard::hash(name);
    const auto& aliases = memory_.aliases;
    for (const auto& alias :
         std::ranges::equal_range(aliases, hash, {}, &CatalogMemory::Alias::hash))
        collect("WHERE id = CAST(? AS INTEGER)", std::to_string(alias.domain_id), rows);
    // what hashes alike stays an alias only when it is the same name
    std::erase_if(rows, [&](const auto& row) {
        const auto normal = parse_domain_pattern(row.second.name);
        return !normal || *normal != name;
    });
    return rows;
}

void CatalogAssembly::collect(const char* condition, const std::string& name, Candidates& rows) {
    const auto found = reader_.domains(condition);
    found->bind(1, name);
    while (found->step())
        rows[found->integer(0)] = {
            found->integer(0),
            std::string(found->text(1)),
            found->integer(2),
            optional_integer(*found, 3)};
}

void CatalogAssembly::settle(const std::string& name, const Candidates& rows) {
    const auto old = builder_.row_offer(name);
    if (rows.empty()) {
        builder_.remove(name);
        if (old) release(*old);
        return;
    }
    const DomainRow* served = &rows.begin()->second; // the first one, unless one is exact
    for (const auto& [id, row] : rows)
        if (row.name == name) served = &row;
    for (const auto& [id, row] : rows) {
        forget_absent(id);
        if (&row == served)
            memory_.problems.erase(ProblemBook::Of::domain, row.name);
        else
            memory_.problems.set(
                ProblemBook::Of::domain, row.name, {sentence(id, row.name, same_name)}
            );
    }
    builder_.set(name, intern(key_of(*served)));
    if (old) release(*old);
}

void CatalogAssembly::absent_changed(std::int64_t domain_id) {
    forget_absent(domain_id);
    const auto look = [&](BaseReader::Rows links, const char* table) {
        links->bind(1, domain_id);
        if (links->step()) note_absent(table, domain_id);
    };
    const auto domain = reader_.domains("WHERE id = ?");
    domain->bind(1, domain_id);
    if (domain->step()) return; // then its own entry of the log was followed
    look(reader_.links("WHERE domain_id = ?"), "server_domain");
    look(reader_.dav_links("WHERE domain_id = ?"), "davserver_domain");
}

void CatalogAssembly::rows_changed(const std::set<std::pair<std::string, std::int64_t>>& rows) {
    for (const auto& [table, id] : rows)
        rows_.examine(table, id, memory_.problems);
    memory_.pool.for_each([&](OfferPool::Id offer, const OfferKey& key) {
        const bool touched = std::ranges::any_of(rows, [&](const auto& row) {
            return key.names(row.first, row.second);
        });
        if (!touched) return;
        std::vector<std::string> problems;
        builder_.replace_offer(offer, rows_.make(key, problems));
        memory_.problems.set(ProblemBook::Of::offer, std::to_string(offer), std::move(problems));
    });
}

OfferKey CatalogAssembly::key_of(const DomainRow& row) {
    OfferKey key{row.provider_id, row.ldapserver_id};
    const auto links = reader_.links("WHERE domain_id = ? ORDER BY server_id");
    links->bind(1, row.id);
    while (links->step())
        key.servers.push_back(links->integer(1));
    const auto dav_links =
        reader_.dav_links("WHERE domain_id = ? ORDER BY " + std::string(reader_.insertion_order()));
    if (reader_.tables().dav) dav_links->bind(1, row.id);
    while (dav_links->step())
        key.dav_servers.push_back(dav_links->integer(1));
    std::vector<AttributeRow> own;
    const auto attributes =
        reader_.domain_attributes("WHERE domain_id = ? ORDER BY name, qualifier");
    if (reader_.tables().attributes) attributes->bind(1, row.id);
    while (attributes->step())
        own.push_back(attribute_row(*attributes));
    key.attributes = own_attributes(row.id, row.name, own);
    tidy(key);
    return key;
}

OfferPool::Id CatalogAssembly::intern(const OfferKey& key) {
    key.pack(next_packed_);
    if (!id_ || next_packed_ != packed_) {
        packed_.swap(next_packed_);
        id_ = memory_.pool.find(packed_);
        if (!id_) id_ = add_offer(key, packed_);
    }
    memory_.pool.take(*id_);
    return *id_;
}

OfferPool::Id CatalogAssembly::add_offer(const OfferKey& key, const std::string& packed) {
    std::vector<std::string> problems;
    auto offer = rows_.make(key, problems);
    auto id = memory_.pool.free_id();
    if (id)
        builder_.replace_offer(*id, std::move(offer));
    else
        id = builder_.add_offer(std::move(offer));
    memory_.pool.add(packed, *id);
    if (!problems.empty())
        memory_.problems.set(ProblemBook::Of::offer, std::to_string(*id), std::move(problems));
    return *id;
}

void CatalogAssembly::release(OfferPool::Id id) {
    if (!memory_.pool.release(id)) return;
    id_.reset();
    builder_.replace_offer(id, Offer{}); // not to keep what nobody can find
    memory_.problems.erase(ProblemBook::Of::offer, std::to_string(id));
}

} // namespace fingerpost::storage
