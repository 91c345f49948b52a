/// @file
/// The unit of comparison and change: all records of one owner and type.
/// Spec: RFC 2181 §5.
#pragma once

#include "zone/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::zone {

struct RRset {
    std::string owner;               ///< absolute, lower case, with the final dot
    std::string type;                ///< "SRV"
    std::uint32_t ttl = 0;           ///< one for all (RFC 2181 §5.2)
    std::vector<std::string> values; ///< as wire.hpp's normalised() writes them, sorted, each once

    bool operator==(const RRset&) const = default;
};

/// By owner, then type. Records that normalised() refuses are left out; of different TTLs the
/// lowest counts.
std::vector<RRset> rrsets(const Records& records);

} // namespace fingerpost::zone
