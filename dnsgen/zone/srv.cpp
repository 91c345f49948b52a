#include "zone/srv.hpp"

#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::zone {

namespace {

bool same_target(const SrvTarget& a, const SrvTarget& b) {
    return a.name == b.name && a.host == b.host && a.port == b.port;
}

Record record(const Subject& subject, const SrvName& name, std::string data, const Reason& reason) {
    auto owner = below(name.label, subject.domain);
    return make_record(std::move(owner), "SRV", std::move(data), subject.host.ttl, reason);
}

} // namespace

void add_srv(
    const Subject& subject,
    std::span<const SrvName> names,
    std::span<const SrvTarget> targets,
    Records& records
) {
    std::uint16_t priority = 0;
    for (auto target = targets.begin(); target != targets.end(); ++target) {
        const auto repeats = [&](const SrvTarget& other) { return same_target(other, *target); };
        if (std::any_of(targets.begin(), target, repeats)) continue;
        const auto host = parse_domain(expand_domain(target->host, subject.domain));
        if (!host || !can_be_target(subject, *host)) continue;
        auto data = srv_data(priority, 1, target->port, *host);
        records.push_back(record(subject, *target->name, std::move(data), target->name->offered));
        priority = static_cast<std::uint16_t>(std::min(priority + 10, 65535));
    }
    for (const auto& name : names) {
        const auto has_name = [&](const SrvTarget& target) { return target.name == &name; };
        // a server that cannot be listed is still there: "." would deny it
        if (std::any_of(targets.begin(), targets.end(), has_name)) continue;
        records.push_back(record(subject, name, std::string(not_available), name.denied));
    }
}

} // namespace fingerpost::zone
