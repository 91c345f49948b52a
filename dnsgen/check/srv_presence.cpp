#include "check/srv_presence.hpp"

#include "check/srv_checks.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const auto& missing = srv_check("srv-missing");
constexpr const auto& not_denied = srv_check("srv-not-offered-missing");
constexpr const auto& stale = srv_check("srv-stale");
constexpr const auto& port_mismatch = srv_check("srv-port-mismatch");

constexpr std::uint16_t submissions_port = 465;

bool has_no_address(Evidence& evidence, const std::string& host) {
    return evidence.addresses(host).empty() && evidence.addresses_known(host);
}

/// Whether it is certain that clients find nothing over HTTP either.
bool nothing_else_helps(SrvScene& scene) {
    const auto& autodiscover = scene.at("_autodiscover._tcp");
    return has_no_address(scene.evidence, name_below("autoconfig", scene.subject)) &&
           has_no_address(scene.evidence, name_below("autodiscover", scene.subject)) &&
           autodiscover.is_known() && autodiscover.published.empty();
}

Severity severity_of(SrvScene& scene, const SrvSight& sight) {
    if (sight.wanted.front().grade == zone::Grade::optional) return Severity::info;
    const bool alone = sight.label.mail && nothing_else_helps(scene);
    return alone ? Severity::error : Severity::warning;
}

std::string clients_of(const SrvSight& sight) {
    return "looked up by " + std::string(sight.wanted.front().clients);
}

bool covers(Evidence& evidence, const resolve::Srv& published, const resolve::Srv& wanted) {
    return published.port == wanted.port &&
           same_host(evidence, published.target, wanted.target).value_or(true);
}

/// Of several servers, those that no record leads to; none where no record leads to any of them.
std::vector<resolve::Srv> left_out(SrvScene& scene, const SrvSight& sight) {
    auto rest = sight.offered;
    const auto is_covered = [&](const resolve::Srv& wanted) {
        const auto by = [&](const resolve::Srv& srv) {
            return covers(scene.evidence, srv, wanted);
        };
        return std::any_of(sight.published.begin(), sight.published.end(), by);
    };
    std::erase_if(rest, is_covered);
    if (rest.size() == sight.offered.size()) rest.clear();
    return rest;
}

void add_left_out(SrvScene& scene, const SrvSight& sight, const std::vector<resolve::Srv>& rest) {
    auto& finding = scene.findings.add(missing, Verdict::missing, sight.subject);
    finding.severity = Severity::info;
    for (const auto& srv : rest)
        finding.publish.push_back(sight.record(srv));
    finding.expected = listed(finding.publish);
    finding.found = listed(standing_at(sight.answer));
    finding.detail = "clients do not learn of all servers";
}

void judge_offered(SrvScene& scene, const SrvSight& sight) {
    if (!sight.published.empty()) {
        const auto rest = left_out(scene, sight);
        if (rest.empty()) return scene.findings.ok(missing, sight.subject);
        return add_left_out(scene, sight, rest);
    }
    const auto verdict = sight.denials.empty() ? Verdict::missing : Verdict::wrong;
    auto& finding = scene.findings.add(missing, verdict, sight.subject);
    finding.severity = severity_of(scene, sight);
    finding.expected = listed(sight.wanted);
    finding.found = listed(standing_at(sight.answer));
    if (finding.found.empty()) finding.found = resolve::summary(sight.answer);
    finding.detail = clients_of(sight);
    finding.publish = sight.wanted;
    finding.withdraw = standing_at(sight.answer);
}

void judge_denied(SrvScene& scene, const SrvSight& sight) {
    if (!sight.published.empty()) {
        auto& finding = scene.findings.add(stale, Verdict::stale, sight.subject);
        finding.expected = sight.wanted.empty() ? "no record" : listed(sight.wanted);
        finding.withdraw = sight.standing_as(sight.published);
        finding.found = listed(finding.withdraw);
        if (sight.denials.empty()) finding.publish = sight.wanted;
        if (!sight.wanted.empty()) finding.detail = clients_of(sight);
        return;
    }
    scene.findings.ok(stale, sight.subject);
    if (sight.standing == Standing::unwanted) return; // no mail at all: its MX says so
    if (!sight.denials.empty()) return scene.findings.ok(not_denied, sight.subject);
    auto& finding = scene.findings.add(not_denied, Verdict::missing, sight.subject);
    finding.expected = listed(sight.wanted);
    finding.found = resolve::summary(sight.answer);
    finding.publish = sight.wanted;
}

/// The catalog's ports for this target, or of the service where it is ours by another name.
std::vector<std::uint16_t> ports_for(const SrvSight& sight, const resolve::Srv& srv) {
    std::vector<std::uint16_t> named, all;
    for (const auto& wanted : sight.offered) {
        all.push_back(wanted.port);
        if (wanted.target == srv.target) named.push_back(wanted.port);
    }
    return named.empty() ? all : named;
}

void judge_port(SrvScene& scene, const SrvSight& sight, const resolve::Srv& srv) {
    const bool mislabelled =
        sight.label.label == "_submission._tcp" && srv.port == submissions_port;
    if (srv.port == 0 || mislabelled) return; // srv-port-zero, srv-obsolete-label
    if (scene.ours.whose(srv.target) != Whose::ours) return;
    const auto ports = ports_for(sight, srv);
    if (std::find(ports.begin(), ports.end(), srv.port) != ports.end())
        return scene.findings.ok(port_mismatch, sight.subject);
    auto& finding = scene.findings.add(port_mismatch, Verdict::wrong, sight.subject);
    finding.expected = listed(sight.wanted);
    finding.found = text(srv);
    finding.publish = sight.wanted;
    finding.withdraw = sight.standing_as({srv});
}

} // namespace

void judge_srv_presence(SrvScene& scene) {
    for (const auto& sight : scene.sights) {
        // one of two ways to Autodiscover: the family of that name judges both
        if (sight.standing == Standing::open || sight.label.label == "_autodiscover._tcp") continue;
        const bool offered = sight.standing == Standing::offered;
        if (!sight.is_known()) {
            scene.findings.unknown(offered ? missing : stale, sight.subject, sight.answer.what);
            continue;
        }
        if (!offered) {
            judge_denied(scene, sight);
            continue;
        }
        judge_offered(scene, sight);
        for (const auto& srv : sight.published)
            judge_port(scene, sight, srv);
    }
}

} // namespace fingerpost::check
