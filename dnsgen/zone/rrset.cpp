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
    for (auto& record : normal) {
        if (sets.empty() || sets.back().owner != record.owner || sets.back().type != record.type)
            sets.push_back({std::move(record.owner), std::move(record.type), record.ttl, {}});
        sets.back().ttl = std::min(sets.back().ttl, record.ttl);
        sets.back().values.push_back(std::move(record.data));
    }
    return sets;
}

} // namespace fingerpost::zone
