/// @file
/// Records as text: the table of formats.
#pragma once

#include "zone/record.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fingerpost::format {

enum class Format { table, zone, json };

struct FormatRow {
    Format format;
    std::string_view name;    ///< "table"
    std::string_view purpose; ///< for --help
    std::string (*write)(const zone::Records& records);
};
std::span<const FormatRow> formats();
std::optional<Format> parse_format(std::string_view name);

/// `table` for people, `zone` with one absolute line a record, `json` as an array of objects with
/// owner, ttl, type, data, grade, purpose, clients and spec. Ends with a line end.
std::string write(Format format, const zone::Records& records);

} // namespace fingerpost::format
