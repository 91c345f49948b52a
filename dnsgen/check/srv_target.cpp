#include "check/srv_target.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "check/srv_checks.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const auto& foreign = srv_check("srv-target-foreign");
constexpr const auto& no_address = srv_check("srv-target-no-address");
constexpr const auto& alias = srv_check("srv-target-cname");
constexpr const auto& is_ip = srv_check("srv-target-is-ip");
constexpr const auto& unqualified = srv_check("srv-target-unqualified");

/// Whether its first labels are an address: "192.0.2.1", "192.0.2.1.example.com".
bool looks_like_address(const std::string& target) {
    std::size_t dots = 0;
    std::size_t end = 0;
    while (end < target.size() && (target[end] != '.' || ++dots < 4))
        ++end;
    return is_ip_address(target.substr(0, end));
}

/// What was meant by "imap.example.net.example.com": the target without the domain, or without a
/// parent that may be the zone's name. "" when it is no such mistake.
std::string meant_by(const SrvScene& scene, const std::string& target) {
    std::string_view zone = scene.subject.domain;
    while (zone.find('.') != zone.npos) {
        if (target.size() > zone.size() + 1 && zone::is_within(target, zone)) {
            auto rest = target.substr(0, target.size() - zone.size() - 1);
            if (scene.ours.has_name(rest) || zone::is_within(rest, zone)) return rest;
        }
        zone.remove_prefix(zone.find('.') + 1);
    }
    return {};
}

struct Target {
    const SrvSight& sight;
    const resolve::Srv& srv;
};

Finding& add(SrvScene& scene, const Check& check, Verdict verdict, const Target& target) {
    auto& finding = scene.findings.add(check, verdict, target.sight.subject);
    finding.found = text(target.srv);
    return finding;
}

/// Replaces the line by the catalog's.
void replace(Finding& finding, const Target& target) {
    finding.expected = listed(target.sight.wanted);
    finding.publish = target.sight.wanted;
    finding.withdraw = target.sight.standing_as({target.srv});
}

/// Whether the target is a name at all.
bool judge_form(SrvScene& scene, const Target& target) {
    const auto& name = target.srv.target;
    if (looks_like_address(name)) {
        replace(add(scene, is_ip, Verdict::wrong, target), target);
        return false;
    }
    scene.findings.ok(is_ip, target.sight.subject);
    const bool single = name.find('.') == name.npos;
    const auto meant = single ? name : meant_by(scene, name);
    if (meant.empty()) {
        scene.findings.ok(unqualified, target.sight.subject);
        return true;
    }
    auto& finding = add(scene, unqualified, Verdict::wrong, target);
    replace(finding, target);
    if (!single) finding.detail = "meant is " + zone::absolute(meant);
    return false;
}

void judge_alias(SrvScene& scene, const Target& target) {
    const auto& answer = scene.evidence.dns(target.srv.target, resolve::Type::a);
    const auto& subject = target.sight.subject;
    if (is_unknown(answer)) return scene.findings.unknown(alias, subject, answer.what);
    if (answer.aliases.empty()) return scene.findings.ok(alias, subject);
    auto& finding = add(scene, alias, Verdict::wrong, target);
    finding.detail = target.srv.target + " is an alias of " + answer.aliases.back();
    auto direct = target.srv;
    direct.target = answer.aliases.back();
    finding.expected = text(direct);
    const auto is_wanted = [&](const resolve::Srv& srv) { return srv.target == target.srv.target; };
    const auto& offered = target.sight.offered;
    // what the catalog itself tells has its certificate for that name: then it needs addresses
    if (std::any_of(offered.begin(), offered.end(), is_wanted))
        finding.expected = "addresses of " + target.srv.target;
    else
        replace(finding, target);
}

void judge_address(SrvScene& scene, const Target& target) {
    const auto& host = target.srv.target;
    const auto& subject = target.sight.subject;
    if (!scene.evidence.addresses(host).empty()) return scene.findings.ok(no_address, subject);
    if (!scene.evidence.addresses_known(host))
        return scene.findings.unknown(no_address, subject, "addresses of " + host + " not known");
    auto& finding = add(scene, no_address, Verdict::missing, target);
    for (const auto* type : {"A", "AAAA"})
        for (auto& record : desired_at(scene.subject, host, type))
            finding.publish.push_back(std::move(record));
    finding.expected = "an address of " + host;
}

void judge_owner(SrvScene& scene, const Target& target) {
    const auto& host = target.srv.target;
    const auto& subject = target.sight.subject;
    const auto whose = scene.ours.whose(host);
    if (whose == Whose::nobody) return; // srv-target-no-address
    if (whose == Whose::unknown)
        return scene.findings.unknown(foreign, subject, "whose " + host + " is, is not known");
    if (whose != Whose::foreign) return scene.findings.ok(foreign, subject);
    auto& finding = add(scene, foreign, Verdict::wrong, target);
    replace(finding, target);
    finding.detail = host + " has " + listed(scene.evidence.addresses(host));
}

} // namespace

void judge_srv_targets(SrvScene& scene) {
    for (const auto& sight : scene.sights) {
        if (sight.is_needless()) continue; // srv-stale says all there is to say
        for (const auto& srv : sight.published) {
            const Target target{sight, srv};
            if (!judge_form(scene, target)) continue;
            judge_alias(scene, target);
            judge_address(scene, target);
            if (sight.standing == Standing::offered) judge_owner(scene, target);
        }
    }
}

} // namespace fingerpost::check
