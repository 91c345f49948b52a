#include "storage/attribute_repository.hpp"

namespace fingerpost::storage {

namespace {

std::string table_of(AttributeOwner owner) {
    return owner.of == AttributeOwner::Of::domain ? "fingerpost_domain_attribute"
                                                  : "fingerpost_provider_attribute";
}

std::string column_of(AttributeOwner owner) {
    return owner.of == AttributeOwner::Of::domain ? "domain_id" : "provider_id";
}

/// As it was stored; what cannot be a qualifier may still have been written by another program.
std::string one_form(const std::string& name, const std::string& qualifier) {
    const auto* kind = find_attribute(name);
    const auto* by = kind ? kind_of(kind->qualifier) : nullptr;
    auto checked = by ? by->check(qualifier) : Result<std::string>(qualifier);
    return checked ? std::move(*checked) : qualifier;
}

} // namespace

std::vector<AttributeRow> AttributeRepository::list(AttributeOwner owner) {
    const auto rows = connection_.prepare(
        "SELECT name, qualifier, value FROM " + table_of(owner) + " WHERE " + column_of(owner) +
        " = ? ORDER BY name, qualifier"
    );
    rows->bind(1, owner.id);
    std::vector<AttributeRow> all;
    while (rows->step())
        all.push_back(
            {std::string(rows->text(0)), std::string(rows->text(1)), std::string(rows->text(2))}
        );
    return all;
}

Result<AttributeRow> AttributeRepository::set(AttributeOwner owner, const AttributeRow& row) {
    auto attribute = to_attribute(row);
    if (!attribute) return Error{Errc::bad_request, attribute.error().what};
    if (attribute->value.empty() && owner.of == AttributeOwner::Of::provider)
        return Error{
            Errc::bad_request,
            "attribute " + row.name +
                ": an empty value means something for a domain only; remove "
                "the provider's"};
    AttributeRow stored{row.name, std::move(attribute->qualifier), std::move(attribute->value)};
    Transaction transaction(connection_);
    (void)remove(owner, stored.name, stored.qualifier); // nothing to remove is as good
    const auto insert = connection_.prepare(
        "INSERT INTO " + table_of(owner) + " (" + column_of(owner) +
        ", name, qualifier, value) VALUES (?, ?, ?, ?)"
    );
    insert->bind(1, owner.id).bind(2, stored.name).bind(3, stored.qualifier).bind(4, stored.value);
    insert->step();
    transaction.commit();
    return stored;
}

Result<void> AttributeRepository::remove(
    AttributeOwner owner, const std::string& name, const std::string& qualifier
) {
    const auto gone = connection_.prepare(
        "DELETE FROM " + table_of(owner) + " WHERE " + column_of(owner) +
        " = ? AND name = ? AND qualifier = ?"
    );
    gone->bind(1, owner.id).bind(2, name).bind(3, one_form(name, qualifier)).step();
    if (connection_.changed_rows() > 0) return {};
    auto what = "attribute " + name + " is not set";
    if (!qualifier.empty()) what += " for " + qualifier;
    return Error{Errc::not_found, what};
}

} // namespace fingerpost::storage
