/// @file
/// The catalog as the database has it. Read whole once, and then only what changed, whichever
/// program changed it. The one place that knows which row became which part of the catalog.
#pragma once

#include "catalog/catalog.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <optional>

namespace fingerpost::storage {

/// Keeps the connection for its life and is used by the connection's thread. Rows that cannot be
/// served become Catalog::problems(); only SqlError is thrown.
class CatalogRepository {
public:
    explicit CatalogRepository(Connection& connection);
    ~CatalogRepository();

    /// Reads everything, of any revision, in one read transaction.
    Catalog load();

    /// The catalog as it is now, or none when nothing changed. `current` is what load() or
    /// refresh() of this object gave last. Reads only what the change log names; everything where
    /// there is no log, or where it no longer reaches back to `current`.
    std::optional<Catalog> refresh(const Catalog& current);

private:
    struct State;
    Connection& connection_;
    std::unique_ptr<State> state_;
};

} // namespace fingerpost::storage
