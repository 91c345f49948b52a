/// @file
/// A DNS record as text: what we want published, and why, before any zone-file format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

enum class Level { required, recommended, optional };
std::string_view name(Level level);

struct Record {
    std::string owner; ///< absolute, lower case, with the final dot
    std::string type;  ///< "SRV"
    std::string data;  ///< presentation form, absolute names (RFC 1035 §5.1)
    std::uint32_t ttl = 3600;
    Level level = Level::recommended;
    std::string_view why = {}; ///< one sentence for the admin: who reads it, and the specification

    bool operator==(const Record&) const = default;
};

using Records = std::vector<Record>;

/// By owner, type and data: an RRset's records stand together.
bool before(const Record& a, const Record& b);

/// Sorts, and leaves one of several records with the same owner, type and data.
void sort_unique(Records& records);

} // namespace fingerpost::zone
