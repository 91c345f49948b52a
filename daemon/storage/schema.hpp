/// @file
/// The text of the schema: automx2's tables as its release 2026.2 makes them, and what Fingerpost
/// adds, but for the change log's triggers. For migrate.cpp; the base tables never change, our own
/// only by a new step.
#pragma once

#include <span>
#include <string_view>

namespace fingerpost::storage {

struct SchemaItem {
    std::string_view name;
    std::string_view sql;
};

/// automx2's seven tables, in an order that satisfies their references.
std::span<const SchemaItem> base_schema();

/// Indexes on the base tables for what automx2 never asks.
std::span<const SchemaItem> index_schema();

/// Step i brings our own tables from version i to i + 1.
std::span<const std::string_view> own_schema();

} // namespace fingerpost::storage
