#include "zone/record.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace fingerpost::zone {

std::string_view name(Grade grade) {
    constexpr std::array<std::string_view, 3> names{"required", "recommended", "optional"};
    return names.at(static_cast<std::size_t>(grade));
}

Record make_record(
    std::string owner, std::string type, std::string data, std::uint32_t ttl, const Reason& reason
) {
    return {
        std::move(owner),
        std::move(type),
        std::move(data),
        ttl,
        reason.grade,
        reason.purpose,
        reason.clients,
        reason.spec};
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
