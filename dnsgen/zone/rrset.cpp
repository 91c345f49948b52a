#include "zone/rrset.hpp"

#include "zone/wire.hpp"

#include <algorithm>

namespace fingerpost::zone {

std::vector<RRset> rrsets(const Records& records) {
    Records normal;
    normal.reserve(records.size());
    for (const auto& record : records)
        if (auto one = normalised(record)) normal.push_back(std::move(*one));
    sort_unique(normal);
    std::vector<RRset> sets;
    for (auto& [owner, type, data, ttl, level, why] : normal) {
        if (sets.empty() || sets.back().owner != owner || sets.back().type != type)
            sets.push_back({std::move(owner), std::move(type), ttl, {}});
        sets.back().ttl = std::min(sets.back().ttl, ttl);
        sets.back().values.push_back(std::move(data));
    }
    return sets;
}

} // namespace fingerpost::zone
