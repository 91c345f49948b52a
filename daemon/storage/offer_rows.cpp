#include "storage/offer_rows.hpp"

#include "base/text.hpp"
#include "catalog/defaults.hpp"
#include "catalog/url.hpp"

#include <algorithm>

namespace fingerpost::storage {

namespace {

std::string row_name(std::string_view table, std::int64_t id) {
    return std::string(table) + ' ' + std::to_string(id);
}

std::string dangling(std::string_view table, std::int64_t id, std::string_view consequence) {
    return row_name(table, id).append(" does not exist, but ").append(consequence);
}

std::unique_ptr<Statement> with_id(std::unique_ptr<Statement> rows, std::int64_t id) {
    rows->bind(1, id);
    return rows;
}

constexpr std::string_view attributes_of = "attributes of ";

/// Servers that an attribute tells of take the place of rows of the kind.
void add_attribute_servers(Offer& offer) {
    const auto sieve = parse_host_port(offer.attributes.get(AttributeId::managesieve), 0);
    if (offer.attributes.has(AttributeId::managesieve) && sieve) {
        std::erase_if(offer.servers, [](const Server& server) {
            return server.service == Service::managesieve;
        });
        auto& server = offer.servers.emplace_back();
        server.service = Service::managesieve;
        server.security = Security::starttls; // RFC 5804 §1.8 knows no other
        server.host = sieve->host;
        server.port = sieve->port;
        server.user_name = "%EMAILADDRESS%";
    }
    const auto jmap = parse_url(offer.attributes.get(AttributeId::jmap));
    if (!jmap) return;
    std::erase_if(offer.dav_servers, [](const DavServer& server) {
        return server.service == DavService::jmap;
    });
    auto& server = offer.dav_servers.emplace_back();
    server.service = DavService::jmap;
    server.host = jmap->host;
    server.port = jmap->port > 0 ? jmap->port : std::uint16_t{443};
    server.path = jmap->path;
}

} // namespace

template <class T>
OfferRows::Row<T> OfferRows::converted(Result<T> value) {
    if (!value) return {true, std::nullopt, value.error().what};
    return {true, std::move(*value), {}};
}

OfferRows::Row<Provider> OfferRows::provider_of(const Statement& row) {
    Provider provider{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
    if (is_utf8(provider.name) && is_utf8(provider.short_name)) return {true, provider, {}};
    return {true, std::nullopt, row_name("provider", provider.id) + ": its names are not UTF-8"};
}

OfferRows::Row<OfferRows::LdapServerShare> OfferRows::ldap_server_of(const Statement& row) {
    auto server = ldap_server_row(row);
    const auto usable = check_ldap_server(server);
    if (!usable) return {true, std::nullopt, usable.error().what};
    return {true, std::make_shared<const LdapServer>(std::move(server)), {}};
}

void OfferRows::add_provider_attribute(Row<Attributes>& to, const Statement& row) {
    if (!to.value) to = {true, Attributes(), {}};
    auto attribute = to_attribute(attribute_row(row));
    if (attribute) {
        to.value->set(std::move(*attribute));
        return;
    }
    to.problem += to.problem.empty() ? row_name("provider", row.integer(0)) + ": " : "; ";
    to.problem += attribute.error().what;
}

std::vector<Attribute>
OfferRows::usable(const std::vector<AttributeRow>& rows, std::vector<std::string>& problems) {
    std::vector<Attribute> usable;
    for (const auto& row : rows)
        if (auto attribute = to_attribute(row))
            usable.push_back(std::move(*attribute));
        else
            problems.push_back(attribute.error().what);
    return usable;
}

void OfferRows::read_all(ProblemBook& book) {
    using enum ProblemBook::Of;
    const auto note = [&](std::string_view table, std::int64_t id, const auto& kept) {
        if (!kept.problem.empty()) book.set(row, row_name(table, id), {kept.problem});
    };
    for (auto rows = reader_.providers(); rows->step();)
        note("provider", rows->integer(0), providers_[rows->integer(0)] = provider_of(*rows));
    for (auto rows = reader_.provider_attributes("ORDER BY name, qualifier"); rows->step();)
        add_provider_attribute(provider_attributes_[rows->integer(0)], *rows);
    for (const auto& [id, kept] : provider_attributes_)
        note(std::string(attributes_of) + "provider", id, kept);
    for (auto rows = reader_.servers(); rows->step();)
        note(
            "server",
            rows->integer(0),
            servers_[rows->integer(0)] = converted(to_server(server_row(*rows)))
        );
    for (auto rows = reader_.dav_servers(); rows->step();)
        note(
            "davserver",
            rows->integer(0),
            dav_servers_[rows->integer(0)] = converted(to_dav_server(dav_server_row(*rows)))
        );
    for (auto rows = reader_.ldap_servers(); rows->step();)
        note(
            "ldapserver", rows->integer(0), ldap_servers_[rows->integer(0)] = ldap_server_of(*rows)
        );
    complete_ = true;
}

void OfferRows::examine(std::string_view table, std::int64_t id, ProblemBook& book) {
    const auto note = [&](std::string_view kind, const std::string& problem) {
        if (problem.empty())
            book.erase(ProblemBook::Of::row, row_name(kind, id));
        else
            book.set(ProblemBook::Of::row, row_name(kind, id), {problem});
    };
    if (table == "server") note(table, server(id).problem);
    if (table == "davserver") note(table, dav_server(id).problem);
    if (table == "ldapserver") note(table, ldap_server(id).problem);
    if (table != "provider") return;
    note(table, provider(id).problem);
    note(std::string(attributes_of) + "provider", provider_attributes(id).problem);
}

template <class T, class Read>
const OfferRows::Row<T>& OfferRows::find(Rows<T>& rows, std::int64_t id, const Read& read) {
    static const Row<T> none;
    const auto known = rows.find(id);
    if (known != rows.end()) return known->second;
    return complete_ ? none : rows.emplace(id, read()).first->second;
}

const OfferRows::Row<Provider>& OfferRows::provider(std::int64_t id) {
    return find(providers_, id, [&]() -> Row<Provider> {
        const auto row = with_id(reader_.providers("WHERE id = ?"), id);
        return row->step() ? provider_of(*row) : Row<Provider>{};
    });
}

const OfferRows::Row<Attributes>& OfferRows::provider_attributes(std::int64_t provider_id) {
    return find(provider_attributes_, provider_id, [&]() -> Row<Attributes> {
        Row<Attributes> read;
        const auto rows = with_id(
            reader_.provider_attributes("WHERE provider_id = ? ORDER BY name, qualifier"),
            provider_id
        );
        while (rows->step())
            add_provider_attribute(read, *rows);
        return read;
    });
}

const OfferRows::Row<Server>& OfferRows::server(std::int64_t id) {
    return find(servers_, id, [&]() -> Row<Server> {
        const auto row = with_id(reader_.servers("WHERE id = ?"), id);
        return row->step() ? converted(to_server(server_row(*row))) : Row<Server>{};
    });
}

const OfferRows::Row<DavServer>& OfferRows::dav_server(std::int64_t id) {
    return find(dav_servers_, id, [&]() -> Row<DavServer> {
        const auto row = with_id(reader_.dav_servers("WHERE id = ?"), id);
        return row->step() ? converted(to_dav_server(dav_server_row(*row))) : Row<DavServer>{};
    });
}

const OfferRows::Row<OfferRows::LdapServerShare>& OfferRows::ldap_server(std::int64_t id) {
    return find(ldap_servers_, id, [&]() -> Row<LdapServerShare> {
        const auto row = with_id(reader_.ldap_servers("WHERE id = ?"), id);
        return row->step() ? ldap_server_of(*row) : Row<LdapServerShare>{};
    });
}

Offer OfferRows::make(const OfferKey& key, std::vector<std::string>& problems) {
    Offer offer;
    offer.provider_id = key.provider_id;
    const auto& owner = provider(key.provider_id);
    if (!owner.exists)
        problems.push_back(dangling(
            "provider", key.provider_id, "domains belong to it: they are served without its name"
        ));
    if (owner.value) {
        offer.provider_name = owner.value->name;
        offer.provider_short_name = owner.value->short_name;
    }
    const auto& attributes = provider_attributes(key.provider_id);
    if (attributes.value) offer.attributes = *attributes.value;
    for (const auto& own : key.attributes)
        offer.attributes.set(own);
    for (const auto id : key.servers) {
        const auto& found = server(id);
        if (!found.exists) problems.push_back(dangling("server", id, "server_domain names it"));
        if (found.value) offer.servers.push_back(*found.value);
    }
    std::ranges::sort(offer.servers, preferred);
    for (const auto id : key.dav_servers) {
        const auto& found = dav_server(id);
        if (!found.exists)
            problems.push_back(dangling("davserver", id, "davserver_domain names it"));
        if (found.value) offer.dav_servers.push_back(*found.value);
    }
    add_attribute_servers(offer);
    if (!key.ldapserver_id) return offer;
    const auto& found = ldap_server(*key.ldapserver_id);
    if (!found.exists)
        problems.push_back(dangling(
            "ldapserver", *key.ldapserver_id, "domains name it: they are served without it"
        ));
    offer.directory = found.value.value_or(nullptr);
    return offer;
}

Census OfferRows::census() {
    Census census;
    const auto counted = reader_.counts();
    while (counted->step()) {
        const auto table = counted->text(0);
        const auto rows = static_cast<std::size_t>(counted->integer(2));
        const auto service = parse_service(counted->text(1));
        const auto dav_service = parse_dav_service(counted->text(1));
        if (table == "provider") census.providers = rows;
        if (table == "server" && service)
            census.servers.at(static_cast<std::size_t>(*service)) += rows;
        if (table == "davserver" && dav_service)
            census.dav_servers.at(static_cast<std::size_t>(*dav_service)) += rows;
    }
    return census;
}

} // namespace fingerpost::storage
