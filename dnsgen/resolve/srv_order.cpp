#include "resolve/srv_order.hpp"

#include <algorithm>
#include <numeric>

namespace fingerpost::resolve {

namespace {

/// RFC 2782, "Weight": running sums, weights of 0 first, the first sum not below the number drawn.
std::size_t drawn(const std::vector<Srv>& group, const Lottery& draw) {
    const auto add = [](std::uint32_t sum, const Srv& srv) { return sum + srv.weight; };
    const auto total = std::accumulate(group.begin(), group.end(), std::uint32_t(0), add);
    const auto number = std::min(draw(total), total);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        sum += group[i].weight;
        if (sum >= number) return i;
    }
    return 0;
}

} // namespace

std::vector<Srv> in_order(std::vector<Srv> records, const Lottery& draw) {
    std::stable_sort(records.begin(), records.end(), [](const Srv& a, const Srv& b) {
        if (a.priority != b.priority) return a.priority < b.priority;
        return a.weight == 0 && b.weight != 0;
    });
    std::vector<Srv> ordered;
    for (auto begin = records.begin(); begin != records.end();) {
        const auto end = std::find_if(begin, records.end(), [&](const Srv& srv) {
            return srv.priority != begin->priority;
        });
        std::vector<Srv> group(begin, end);
        while (!group.empty()) {
            const auto next = group.begin() + static_cast<std::ptrdiff_t>(drawn(group, draw));
            ordered.push_back(std::move(*next));
            group.erase(next);
        }
        begin = end;
    }
    return ordered;
}

} // namespace fingerpost::resolve
