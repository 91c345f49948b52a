#include "zone/record.hpp"

#include <algorithm>
#include <tuple>

namespace fingerpost::zone {

std::string_view name(Level level) {
    constexpr std::string_view names[] = {"required", "recommended", "optional"};
    return names[static_cast<int>(level)];
}

bool before(const Record& a, const Record& b) {
    return std::tie(a.owner, a.type, a.data) < std::tie(b.owner, b.type, b.data);
}

void sort_unique(Records& records) {
    std::stable_sort(records.begin(), records.end(), before);
    const auto equal = [](const Record& a, const Record& b) {
        return !before(a, b) && !before(b, a);
    };
    records.erase(std::unique(records.begin(), records.end(), equal), records.end());
}

} // namespace fingerpost::zone
