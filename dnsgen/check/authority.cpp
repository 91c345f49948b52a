#include "check/authority.hpp"

#include "check/authority_zone.hpp"
#include "check/memory.hpp"
#include "check/row.hpp"

namespace fingerpost::check {

namespace {

constexpr auto& lame_row = row(authority_checks, "auth-lame");
constexpr auto& unreachable_row = row(authority_checks, "auth-unreachable");

void all_unknown(AuthorityZone& zone, const std::string& why) {
    const auto& subject = zone.name().empty() ? zone.subject.domain : zone.name();
    for (const auto& check : authority_checks)
        if (&check != &lame_row && &check != &unreachable_row)
            zone.findings.unknown(check, subject, why);
    keep_memory(zone.subject, zone.findings, "auth-disagree " + zone.name());
    for (const auto& set : zone.sets.sets)
        keep_memory(zone.subject, zone.findings, "resolver-vs-auth " + set.label());
}

void judge_zone(AuthorityZone& zone) {
    if (const auto& why = zone.sets.zone.unknown; !why.empty()) {
        const auto& subject = zone.name().empty() ? zone.subject.domain : zone.name();
        zone.findings.unknown(lame_row, subject, why);
        zone.findings.unknown(unreachable_row, subject, why);
        return all_unknown(zone, why);
    }
    judge_servers(zone);
    if (zone.good.empty()) return all_unknown(zone, "no server answers for " + zone.name());
    judge_agreement(zone);
    judge_tcp(zone);
    judge_delegation(zone);
    judge_resolver(zone);
    judge_empty_names(zone);
    judge_letter_case(zone);
}

} // namespace

void judge_authority(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const auto& sets : zones_of(subject, evidence)) {
        AuthorityZone zone{subject, evidence, findings, sets};
        judge_zone(zone);
    }
}

} // namespace fingerpost::check
