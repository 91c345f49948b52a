#include "check/zone_cut.hpp"

#include "zone/presentation.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

using resolve::Type;

constexpr const auto& at_apex = row(names_checks, "cname-at-apex");
constexpr const auto& beside = row(names_checks, "cname-and-other");
constexpr const auto& delegated = row(names_checks, "delegated-sub");
constexpr const auto& occluded = row(names_checks, "dname-occlusion");

constexpr std::array cut_labels{"_tcp", "_domainkey", "autoconfig"};
constexpr std::array other_types{Type::txt, Type::a, Type::aaaa};
constexpr int parents_max = 10;

/// Whether the name itself has such records, not one its alias leads to.
bool has_own(const resolve::Answer& answer) {
    return answer.aliases.empty() && !answer.records.empty();
}

void judge_apex(NamesScene& scene) {
    const auto& domain = scene.subject.domain;
    const auto& answer = scene.evidence.dns(domain, Type::cname);
    if (is_unknown(answer)) return scene.findings.unknown(at_apex, domain, answer.what);
    if (answer.records.empty()) return scene.findings.ok(at_apex, domain);
    auto& finding = scene.findings.add(at_apex, Verdict::wrong, domain);
    finding.expected = "addresses";
    finding.found = "CNAME " + listed(standing_at(answer));
    finding.withdraw = standing_at(answer);
    for (const auto& record : desired_at(scene.subject, domain))
        finding.publish.push_back(record);
}

void judge_alias(NamesScene& scene, const std::string& name) {
    const auto& alias = scene.evidence.dns(name, Type::cname);
    if (is_unknown(alias)) return scene.findings.unknown(beside, name, alias.what);
    if (alias.records.empty()) return;
    auto standing = standing_at(alias);
    for (const auto type : other_types) {
        const auto& answer = scene.evidence.dns(name, type);
        if (!has_own(answer)) continue;
        for (auto& record : standing_at(answer))
            standing.push_back(std::move(record));
    }
    if (standing.size() == 1) return scene.findings.ok(beside, name);
    auto& finding = scene.findings.add(beside, Verdict::conflict, name);
    const auto wanted = desired_at(scene.subject, name);
    finding.expected = listed(wanted);
    finding.found = listed(standing);
    for (auto& record : standing) {
        const auto stays = [&](const zone::Record& one) { return one.type == record.type; };
        if (std::none_of(wanted.begin(), wanted.end(), stays))
            finding.withdraw.push_back(std::move(record));
    }
}

void judge_aliases(NamesScene& scene) {
    for (const auto& record : scene.subject.desired)
        if (record.type == "CNAME")
            judge_alias(scene, record.owner.substr(0, record.owner.size() - 1));
}

/// Delegating is anybody's right, as long as the records are there.
void judge_cut(NamesScene& scene, const std::string& name) {
    const auto& answer = scene.evidence.dns(name, Type::ns);
    if (is_unknown(answer)) return scene.findings.unknown(delegated, name, answer.what);
    if (!has_own(answer)) return;
    zone::Records lost;
    zone::Records unseen;
    for (const auto& record : scene.subject.desired) {
        if (!zone::is_within(record.owner, zone::absolute(name))) continue;
        const auto there = is_published(scene.evidence, record);
        if (!there.value_or(false)) (there ? lost : unseen).push_back(record);
    }
    if (lost.empty() && !unseen.empty())
        return scene.findings.unknown(delegated, name, "nobody answers: " + unseen.front().owner);
    if (lost.empty()) return scene.findings.ok(delegated, name);
    auto& finding = scene.findings.add(delegated, Verdict::wrong, name);
    finding.found = "delegated to " + listed(standing_at(answer));
    finding.expected = std::to_string(lost.size()) + " records at these name servers";
    finding.publish = std::move(lost);
}

void judge_dname(NamesScene& scene, const std::string& name) {
    const auto& answer = scene.evidence.dns(name, Type::dname);
    if (is_unknown(answer)) return scene.findings.unknown(occluded, name, answer.what);
    if (!has_own(answer)) return scene.findings.ok(occluded, name);
    auto& finding = scene.findings.add(occluded, Verdict::wrong, name);
    finding.expected = "no DNAME";
    finding.found = "DNAME " + listed(standing_at(answer));
    finding.detail = "every name below " + name + " is led to another tree";
}

void judge_dnames(NamesScene& scene) {
    std::string_view name = scene.subject.domain;
    for (int i = 0; i < parents_max && name.find('.') != name.npos; ++i) {
        judge_dname(scene, std::string(name));
        name.remove_prefix(name.find('.') + 1);
    }
}

} // namespace

void judge_zone_cuts(NamesScene& scene) {
    judge_apex(scene);
    judge_aliases(scene);
    for (const auto* label : cut_labels)
        judge_cut(scene, name_below(label, scene.subject));
    judge_dnames(scene);
}

} // namespace fingerpost::check
