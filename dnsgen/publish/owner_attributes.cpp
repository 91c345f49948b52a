#include "publish/owner_attributes.hpp"

#include "base/text.hpp"
#include "storage/domain_repository.hpp"
#include "storage/provider_repository.hpp"

#include <algorithm>

namespace fingerpost::publish {

namespace {

using storage::AttributeOwner;

std::vector<Attribute> read(storage::AttributeRepository& repository, AttributeOwner owner) {
    std::vector<Attribute> all;
    for (const auto& row : repository.list(owner))
        if (auto attribute = to_attribute(row)) all.push_back(std::move(*attribute));
    return all;
}

std::string shown(const std::string& value) {
    return value.empty() ? "not set" : '"' + first_characters(value, 60) + '"';
}

Error moved(const AttributeChange& change, const std::string& now) {
    auto name = std::string(kind_of(change.id).name);
    if (!change.qualifier.empty()) name += " of " + change.qualifier;
    return {
        Errc::conflict,
        "attribute " + name + " is " + shown(now) + " but has to be " + shown(*change.from) +
            ": set it so, or cancel the roll-over"};
}

} // namespace

Result<OwnerAttributes>
OwnerAttributes::of(storage::Connection& connection, const Rollover& rollover) {
    OwnerAttributes found{storage::AttributeRepository(connection)};
    if (rollover.domain.empty()) {
        const auto provider =
            storage::ProviderRepository(connection).get(std::to_string(rollover.provider));
        if (!provider) return provider.error();
        found.owner_ = {AttributeOwner::Of::provider, provider->id};
    } else {
        const auto domain = storage::DomainRepository(connection).get(rollover.domain);
        if (!domain) return domain.error();
        found.owner_ = {AttributeOwner::Of::domain, domain->id};
        found.provider_ =
            read(found.repository_, {AttributeOwner::Of::provider, domain->provider_id});
    }
    found.own_ = read(found.repository_, found.owner_);
    return found;
}

const Attribute* OwnerAttributes::find(
    const std::vector<Attribute>& list, AttributeId id, const std::string& qualifier
) const {
    const auto found = std::ranges::find_if(list, [&](const Attribute& one) {
        return one.id == id && one.qualifier == qualifier;
    });
    return found == list.end() ? nullptr : &*found;
}

std::string OwnerAttributes::own(AttributeId id, const std::string& qualifier) const {
    const auto* found = find(own_, id, qualifier);
    return found ? found->value : "";
}

std::string OwnerAttributes::effective(AttributeId id, const std::string& qualifier) const {
    const auto* found = find(own_, id, qualifier);
    if (!found) found = find(provider_, id, qualifier);
    return found ? found->value : "";
}

std::vector<Attribute> OwnerAttributes::effective_all(AttributeId id) const {
    Attributes all;
    for (const auto* list : {&provider_, &own_})
        for (const auto& attribute : *list)
            all.set(attribute);
    const auto found = all.all(id);
    return {found.begin(), found.end()};
}

Result<void> OwnerAttributes::make(const AttributeChange& change) {
    const auto now = effective(change.id, change.qualifier);
    if (change.to && now == *change.to) return {};
    if (change.from && now != *change.from) {
        if (change.or_leave) return {};
        return moved(change, now);
    }
    return set(change);
}

Result<void> OwnerAttributes::set(const AttributeChange& change) {
    const auto* inherited = find(provider_, change.id, change.qualifier);
    const auto& wanted = change.to;
    const std::string name(kind_of(change.id).name);
    if (!wanted || *wanted == (inherited ? inherited->value : "")) {
        if (find(own_, change.id, change.qualifier))
            return repository_.remove(owner_, name, change.qualifier);
        return {};
    }
    const auto stored = repository_.set(owner_, {name, change.qualifier, *wanted});
    if (!stored) return stored.error();
    return {};
}

} // namespace fingerpost::publish
