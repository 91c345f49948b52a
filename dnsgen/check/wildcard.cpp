#include "check/wildcard.hpp"

#include "zone/presentation.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr const auto& shadow = row(names_checks, "wildcard-shadow");
constexpr const auto& policy_alias = row(names_checks, "wildcard-txt-cname");
constexpr const auto& ent_effect = row(names_checks, "wildcard-ent-effect");

constexpr std::array discovery_labels{"autoconfig", "autodiscover", "ua-auto-config"};
constexpr std::array policy_labels{"_dmarc", "_mta-sts", "_smtp._tls"};
constexpr std::array parents{"_tcp", "_domainkey"};

/// Any TXT record makes the name exist, so that no wildcard stands for it (RFC 4592 §2.2.1).
constexpr std::string_view tombstone = "no service at this name";

std::string random_below(const NamesScene& scene, std::string_view parent = {}) {
    auto name = scene.subject.circumstances.random_label + '.';
    if (!parent.empty()) name.append(parent).append(1, '.');
    return name + scene.subject.domain;
}

std::string domain_wildcard(const NamesScene& scene) {
    return "*." + scene.subject.domain + '.';
}

/// What two names would have in common if one wildcard stood for both.
struct Sight {
    std::string alias; ///< the first one, or ""
    std::vector<std::string> addresses;

    bool empty() const { return alias.empty() && addresses.empty(); }
    bool operator==(const Sight&) const = default;
};

Sight sight_of(NamesScene& scene, const std::string& name) {
    const auto& answer = scene.evidence.dns(name, resolve::Type::a);
    Sight sight;
    if (!answer.aliases.empty()) sight.alias = answer.aliases.front();
    sight.addresses = scene.evidence.addresses(name);
    std::sort(sight.addresses.begin(), sight.addresses.end());
    return sight;
}

void judge_shadow(NamesScene& scene, const Sight& wildcard, const std::string& name) {
    if (!scene.evidence.addresses_known(name))
        return scene.findings.unknown(shadow, name, "its addresses could not be looked up");
    const auto here = sight_of(scene, name);
    if (here.empty() || here != wildcard) return scene.findings.ok(shadow, name);
    const auto whose = scene.ours.by_address(name);
    if (whose == Whose::ours) return scene.findings.ok(shadow, name);
    if (whose == Whose::unknown)
        return scene.findings.unknown(shadow, name, "whose its addresses are, is not known");
    auto& finding = scene.findings.add(shadow, Verdict::wrong, name);
    finding.publish = desired_at(scene.subject, name);
    if (finding.publish.empty()) {
        zone::Record record;
        record.owner = zone::absolute(name);
        record.type = "TXT";
        record.data = zone::txt_data(tombstone);
        finding.publish = {std::move(record)};
    }
    finding.expected = listed(finding.publish);
    finding.found = here.alias.empty() ? listed(here.addresses) : here.alias;
    finding.detail = "this is what " + domain_wildcard(scene) + " says";
}

void judge_policy(NamesScene& scene, const Sight& wildcard, const std::string& name) {
    const auto& answer = scene.evidence.dns(name, resolve::Type::txt);
    const auto subject = name + " TXT";
    if (is_unknown(answer)) return scene.findings.unknown(policy_alias, subject, answer.what);
    const bool by_wildcard = !wildcard.alias.empty() && !answer.aliases.empty() &&
                             answer.aliases.front() == wildcard.alias;
    if (!by_wildcard || answer.records.empty()) return scene.findings.ok(policy_alias, subject);
    auto& finding = scene.findings.add(policy_alias, Verdict::wrong, subject);
    finding.publish = desired_at(scene.subject, name, "TXT");
    finding.expected = finding.publish.empty() ? "no record" : listed(finding.publish);
    finding.found = resolve::presentation(resolve::Type::txt, answer.records.front().data);
    finding.detail = "the policy of " + answer.aliases.back() + ", by " + domain_wildcard(scene);
}

/// The wildcard's answer below a name that has nothing below it yet.
void judge_effect(NamesScene& scene, const Sight& wildcard, std::string_view parent) {
    const auto name = name_below(parent, scene.subject);
    const auto owner = zone::absolute(name);
    zone::Records below;
    for (const auto& record : scene.subject.desired)
        if (record.owner != owner && zone::is_within(record.owner, owner)) below.push_back(record);
    if (below.empty()) return;
    const auto probe = random_below(scene, parent);
    if (!scene.evidence.addresses_known(probe))
        return scene.findings.unknown(ent_effect, name, "names below it could not be looked up");
    if (sight_of(scene, probe) != wildcard) return scene.findings.ok(ent_effect, name);
    auto& finding = scene.findings.add(ent_effect, Verdict::conflict, name);
    finding.found = "every name below " + name + " is answered by " + domain_wildcard(scene);
    finding.expected = std::to_string(below.size()) + " records below " + name;
}

/// A wildcard of SRV records promises every service there is.
void judge_services(NamesScene& scene) {
    const auto probe = random_below(scene, "_tcp");
    const auto& answer = scene.evidence.dns(probe, resolve::Type::srv);
    const auto subject = "*._tcp." + scene.subject.domain + " SRV";
    if (is_unknown(answer)) return scene.findings.unknown(shadow, subject, answer.what);
    if (answer.records.empty()) return;
    auto& finding = scene.findings.add(shadow, Verdict::wrong, subject);
    finding.expected = "no record";
    finding.found = listed(standing_at(answer));
    finding.detail = "it promises every service that is not named";
}

} // namespace

void judge_wildcards(NamesScene& scene) {
    if (scene.subject.circumstances.random_label.empty()) return;
    judge_services(scene);
    const auto probe = random_below(scene);
    if (!scene.evidence.addresses_known(probe))
        return scene.findings.unknown(shadow, domain_wildcard(scene), "it could not be looked up");
    const auto wildcard = sight_of(scene, probe);
    if (wildcard.empty()) return scene.findings.ok(shadow, scene.subject.domain);
    for (const auto* label : discovery_labels)
        judge_shadow(scene, wildcard, name_below(label, scene.subject));
    for (const auto* label : policy_labels)
        judge_policy(scene, wildcard, name_below(label, scene.subject));
    for (const auto* parent : parents)
        judge_effect(scene, wildcard, parent);
}

} // namespace fingerpost::check
