#include "check/srv_set.hpp"

#include "check/srv_checks.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <map>

namespace fingerpost::check {

namespace {

constexpr const auto& mixed = srv_check("srv-dot-mixed");
constexpr const auto& nonzero = srv_check("srv-dot-nonzero");
constexpr const auto& port_zero = srv_check("srv-port-zero");
constexpr const auto& weights = srv_check("srv-weights");

void judge_mixed(SrvScene& scene, const SrvSight& sight) {
    if (sight.denials.empty() || sight.published.empty())
        return scene.findings.ok(mixed, sight.subject);
    auto& finding = scene.findings.add(mixed, Verdict::conflict, sight.subject);
    finding.found = listed(standing_at(sight.answer));
    finding.expected = listed(sight.wanted);
    const auto& surplus = sight.is_needless() ? sight.published : sight.denials;
    finding.withdraw = sight.standing_as(surplus);
}

void judge_denials(SrvScene& scene, const SrvSight& sight) {
    for (const auto& srv : sight.denials) {
        if (text(srv) == zone::not_available) {
            scene.findings.ok(nonzero, sight.subject);
            continue;
        }
        auto& finding = scene.findings.add(nonzero, Verdict::wrong, sight.subject);
        finding.expected = zone::not_available;
        finding.found = text(srv);
        finding.withdraw = sight.standing_as({srv});
        finding.publish = sight.wanted;
    }
}

void judge_ports(SrvScene& scene, const SrvSight& sight) {
    for (const auto& srv : sight.published) {
        if (srv.port != 0) {
            scene.findings.ok(port_zero, sight.subject);
            continue;
        }
        auto& finding = scene.findings.add(port_zero, Verdict::wrong, sight.subject);
        finding.expected = listed(sight.wanted);
        finding.found = text(srv);
        finding.withdraw = sight.standing_as({srv});
        finding.publish = sight.wanted;
    }
}

using Group = std::vector<resolve::Srv>;

void add_weights(SrvScene& scene, const SrvSight& sight, const Group& some, std::string detail) {
    auto& finding = scene.findings.add(weights, Verdict::wrong, sight.subject);
    finding.found = listed(sight.standing_as(some));
    finding.expected = listed(sight.wanted);
    finding.detail = std::move(detail);
}

void judge_group(SrvScene& scene, const SrvSight& sight, const Group& group) {
    const auto is_light = [](const resolve::Srv& srv) { return srv.weight == 0; };
    if (std::all_of(group.begin(), group.end(), is_light))
        return add_weights(scene, sight, group, "all weights are 0: the first one may get all");
    for (const auto& srv : group) {
        if (!scene.evidence.addresses(srv.target).empty()) continue;
        if (!scene.evidence.addresses_known(srv.target))
            return scene.findings.unknown(weights, sight.subject, srv.target + " is not known");
        return add_weights(scene, sight, {srv}, srv.target + " takes a share, but has no address");
    }
    scene.findings.ok(weights, sight.subject);
}

void judge_weights(SrvScene& scene, const SrvSight& sight) {
    std::map<std::uint16_t, Group> groups;
    for (const auto& srv : sight.published)
        groups[srv.priority].push_back(srv);
    for (const auto& [priority, group] : groups)
        if (group.size() > 1) judge_group(scene, sight, group);
}

} // namespace

void judge_srv_sets(SrvScene& scene) {
    for (const auto& sight : scene.sights) {
        if (sight.answer.records.empty()) continue;
        judge_mixed(scene, sight);
        judge_denials(scene, sight);
        if (sight.is_needless()) continue;
        judge_ports(scene, sight);
        judge_weights(scene, sight);
    }
}

} // namespace fingerpost::check
