#include "storage/provider_repository.hpp"

#include "base/text.hpp"
#include "storage/domain_repository.hpp"

#include <limits>

namespace fingerpost::storage {

namespace {

constexpr auto columns = "SELECT id, name, short_name FROM provider ";

Provider provider_of(const Statement& row) {
    return {row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
}

std::string quoted(std::string_view name) {
    return '"' + std::string(name) + '"';
}

/// Trimmed, with a short name; what a client could not be shown is refused.
Result<Provider> checked(Provider provider) {
    provider.name = trimmed(provider.name);
    provider.short_name = trimmed(provider.short_name);
    if (provider.name.empty()) return Error{Errc::bad_request, "a provider needs a name"};
    if (provider.short_name.empty())
        provider.short_name = provider.name.substr(0, provider.name.find(' '));
    if (!is_utf8(provider.name) || !is_utf8(provider.short_name))
        return Error{Errc::bad_request, "the provider's name is not UTF-8"};
    if (provider.name.size() > 128 || provider.short_name.size() > 32)
        return Error{
            Errc::bad_request, "a provider's name has at most 128 octets, its short name 32"};
    return provider;
}

} // namespace

std::vector<Provider> ProviderRepository::list() {
    std::vector<Provider> providers;
    const auto rows = connection_.prepare(std::string(columns) + "ORDER BY id");
    while (rows->step())
        providers.push_back(provider_of(*rows));
    return providers;
}

Result<Provider> ProviderRepository::get(std::string_view id_or_name) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if (const auto id = to_integer(id_or_name, 0, most)) {
        const auto row = connection_.prepare(std::string(columns) + "WHERE id = ?");
        row->bind(1, *id);
        if (row->step()) return provider_of(*row);
    }
    const auto row = connection_.prepare(std::string(columns) + "WHERE name = ? ORDER BY id");
    row->bind(1, id_or_name);
    if (!row->step()) return unknown(id_or_name);
    auto found = provider_of(*row);
    if (row->step())
        return Error{
            Errc::conflict,
            "more than one provider is named " + quoted(id_or_name) + ": give the id, " +
                std::to_string(found.id) + " or " + std::to_string(row->integer(0))};
    return found;
}

Error ProviderRepository::unknown(std::string_view id_or_name) {
    const auto known = list();
    std::vector<std::string_view> names;
    names.reserve(known.size());
    for (const auto& provider : known)
        names.push_back(provider.name);
    auto what = "no provider " + quoted(id_or_name);
    const auto near = nearest(id_or_name, names);
    if (known.empty()) what += "; there is none yet";
    if (!near.empty()) what += "; did you mean " + quoted(near) + "?";
    return {Errc::not_found, what};
}

Result<void> ProviderRepository::check_name_free(const Provider& provider) {
    const auto row = connection_.prepare("SELECT id FROM provider WHERE name = ? AND id <> ?");
    row->bind(1, provider.name).bind(2, provider.id);
    if (!row->step()) return {};
    return Error{
        Errc::conflict,
        "provider " + std::to_string(row->integer(0)) + " is named " + quoted(provider.name) +
            " already"};
}

Result<Provider> ProviderRepository::add(std::string_view name, std::string_view short_name) {
    constexpr std::int64_t no_id = std::numeric_limits<std::int64_t>::min();
    auto provider = checked({no_id, std::string(name), std::string(short_name)});
    if (!provider) return provider;
    if (const auto free = check_name_free(*provider); !free) return free.error();
    const auto insert =
        connection_.prepare("INSERT INTO provider (name, short_name) VALUES (?, ?)");
    insert->bind(1, provider->name).bind(2, provider->short_name).step();
    provider->id = connection_.last_id();
    return provider;
}

Result<void> ProviderRepository::set(const Provider& provider) {
    const auto row = checked(provider);
    if (!row) return row.error();
    if (auto free = check_name_free(*row); !free) return free;
    const auto update =
        connection_.prepare("UPDATE provider SET name = ?, short_name = ? WHERE id = ?");
    update->bind(1, row->name).bind(2, row->short_name).bind(3, row->id).step();
    if (connection_.changed_rows() == 0) return unknown(std::to_string(provider.id));
    return {};
}

Result<void> ProviderRepository::remove(std::int64_t id, Removal removal) {
    Transaction transaction(connection_);
    DomainRepository domains(connection_);
    const auto count = domains.count_of_provider(id);
    if (count > 0 && removal != Removal::cascade)
        return Error{
            Errc::conflict,
            "provider " + std::to_string(id) + " still has " + std::to_string(count) +
                (count == 1 ? " domain" : " domains") +
                ": remove or move them first, or ask to cascade"};
    const auto statement = connection_.prepare("DELETE FROM provider WHERE id = ?");
    statement->bind(1, id).step();
    if (connection_.changed_rows() == 0) return unknown(std::to_string(id));
    if (count > 0) domains.remove_of_provider(id);
    transaction.commit();
    return {};
}

} // namespace fingerpost::storage
