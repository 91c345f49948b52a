#include "storage/attribute_repository.hpp"

#include "base/text.hpp"

namespace fingerpost::storage {

namespace {

std::string table_of(AttributeOwner owner) {
    return owner.of == AttributeOwner::Of::domain ? "fingerpost_domain_attribute"
                                                  : "fingerpost_provider_attribute";
}

std::string column_of(AttributeOwner owner) {
    return owner.of == AttributeOwner::Of::domain ? "domain_id" : "provider_id";
}

} // namespace

std::vector<AttributeRow> AttributeRepository::list(AttributeOwner owner) {
    const auto rows = connection_.prepare(
        "SELECT name, language, value FROM " + table_of(owner) + " WHERE " + column_of(owner) +
        " = ? ORDER BY name, language"
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
    AttributeRow stored{row.name, std::move(attribute->language), std::move(attribute->value)};
    Transaction transaction(connection_);
    (void)remove(owner, stored.name, stored.language); // nothing to remove is as good
    const auto insert = connection_.prepare(
        "INSERT INTO " + table_of(owner) + " (" + column_of(owner) +
        ", name, language, value) VALUES (?, ?, ?, ?)"
    );
    insert->bind(1, owner.id).bind(2, stored.name).bind(3, stored.language).bind(4, stored.value);
    insert->step();
    transaction.commit();
    return stored;
}

Result<void> AttributeRepository::remove(
    AttributeOwner owner, const std::string& name, const std::string& language
) {
    const auto gone = connection_.prepare(
        "DELETE FROM " + table_of(owner) + " WHERE " + column_of(owner) +
        " = ? AND name = ? AND language = ?"
    );
    gone->bind(1, owner.id).bind(2, name).bind(3, ascii_lower(language)).step();
    if (connection_.changed_rows() > 0) return {};
    auto what = "attribute " + name + " is not set";
    if (!language.empty()) what += " in the language " + language;
    return Error{Errc::not_found, what};
}

} // namespace fingerpost::storage
