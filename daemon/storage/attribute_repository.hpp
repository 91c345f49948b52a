/// @file
/// The attributes of providers and domains, as the command line and the API change them.
#pragma once

#include "catalog/attribute.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <vector>

namespace fingerpost::storage {

/// Whose attributes: a row of `provider` or of `domain`.
struct AttributeOwner {
    enum class Of { provider, domain } of = Of::provider;
    std::int64_t id = 0;
};

/// The schema must be up to date, and the owner there.
class AttributeRepository {
public:
    explicit AttributeRepository(Connection& connection) : connection_(connection) {}

    std::vector<AttributeRow> list(AttributeOwner owner); ///< by name, then qualifier

    /// Adds or replaces, and gives the row as it was stored: in its one form. For a domain an empty
    /// value is kept: it does without its provider's. Errc::bad_request says what a value must be.
    Result<AttributeRow> set(AttributeOwner owner, const AttributeRow& row);

    /// The value of one qualifier only, "" among them. Errc::not_found when it is not set.
    Result<void>
    remove(AttributeOwner owner, const std::string& name, const std::string& qualifier);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage
