#include "check/dnssec.hpp"

#include "check/dnssec_zone.hpp"
#include "check/row.hpp"

#include <set>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& bogus_row = row(dnssec_checks, "dnssec-bogus");
constexpr auto& insecure_row = row(dnssec_checks, "dnssec-insecure");
constexpr auto& target_row = row(dnssec_checks, "dnssec-target-insecure");

constexpr std::string_view not_trusted =
    "the configured resolver is not trusted to check signatures (DNSSEC)";

/// Every question about the domain that matters, by the configured resolver.
std::vector<std::pair<std::string, const resolve::Answer*>>
resolved(const Subject& subject, Evidence& evidence, const std::vector<ZoneSets>& zones) {
    std::vector<std::pair<std::string, const resolve::Answer*>> answers{
        {subject.domain + " SOA", &evidence.dns(subject.domain, Type::soa)}};
    for (const auto& sets : zones)
        for (const auto& set : sets.sets)
            answers.emplace_back(set.label(), &evidence.dns(set.name, set.type));
    return answers;
}

/// A server of the zone itself would deny it: DS records stand above the cut (RFC 4035 §2.4).
const resolve::Answer& ds_of(const Subject& subject, Evidence& evidence, const ServedZone& zone) {
    const auto above = parent_of(subject, evidence, zone);
    const auto& first = first_answer(evidence, above.servers, zone.name, Type::ds);
    return first.answer ? *first.answer : evidence.dns(zone.name, Type::ds);
}

bool is_unsigned(const Subject& subject, Evidence& evidence, const std::vector<ZoneSets>& zones) {
    const auto& zone = zones.front().zone;
    return zone.unknown.empty() && ds_of(subject, evidence, zone).outcome == Outcome::no_data;
}

void judge_bogus(
    const Subject& subject,
    Evidence& evidence,
    const std::vector<ZoneSets>& zones,
    Findings& findings
) {
    std::string found;
    std::string unclear;
    std::size_t bogus = 0;
    const auto answers = resolved(subject, evidence, zones);
    for (const auto& [label, answer] : answers) {
        if (answer->outcome != Outcome::unknown) continue;
        const auto why = label + ": " + resolve::summary(*answer);
        if (answer->failure != resolve::Failure::bogus) {
            if (unclear.empty()) unclear = why;
        } else if (bogus++ == 0) {
            found = answer->explained.empty() ? why : label + ": " + answer->explained;
        }
    }
    if (bogus > 0) {
        auto& finding = findings.add(bogus_row, Verdict::wrong, subject.domain);
        finding.expected = "signatures that hold, or none and no DS record";
        finding.found = found;
        finding.detail = std::to_string(bogus) + " of " + std::to_string(answers.size()) +
                         " questions are answered like that";
    } else if (!subject.circumstances.validating) {
        // a domain that is not signed has nothing that could be bogus
        if (!is_unsigned(subject, evidence, zones))
            findings.unknown(bogus_row, subject.domain, std::string(not_trusted));
    } else if (!unclear.empty()) {
        findings.unknown(bogus_row, subject.domain, unclear);
    } else {
        findings.ok(bogus_row, subject.domain);
    }
}

/// Whether somebody counts on the domain being signed.
bool uses_dane(const Subject& subject, Evidence& evidence) {
    for (const auto& record : subject.desired)
        if (record.type == "TLSA") return true;
    for (const auto id : {AttributeId::tlsa, AttributeId::tlsa_next, AttributeId::tlsa_ca})
        if (!subject.offer.attributes.all(id).empty()) return true;
    bool published = false;
    for (const auto& mx : resolve::all<resolve::Mx>(evidence.dns(subject.domain, Type::mx)))
        if (mx.host != ".")
            published |= evidence.dns("_25._tcp." + mx.host, Type::tlsa).outcome == Outcome::found;
    return published;
}

void judge_chain(DnssecZone& zone) {
    const auto& name = zone.name();
    const auto& soa = zone.evidence.dns(name, Type::soa);
    if (zone.ds->outcome == Outcome::unknown)
        return zone.findings.unknown(insecure_row, name, "DS: " + resolve::summary(*zone.ds));
    const bool signed_above = zone.ds->outcome == Outcome::found;
    if (signed_above && !zone.subject.circumstances.validating)
        return zone.findings.unknown(insecure_row, name, std::string(not_trusted));
    if (signed_above && soa.outcome == Outcome::unknown)
        return zone.findings.unknown(insecure_row, name, "SOA: " + resolve::summary(soa));
    if (signed_above && soa.authentic) return zone.findings.ok(insecure_row, name);
    auto& finding = zone.findings.add(insecure_row, Verdict::missing, name);
    finding.expected = "a DS record in the zone above, and a zone signed by its key";
    finding.found = signed_above
                        ? "a DS record, but the resolver finds no whole chain of signatures"
                        : "no DS record";
    if (!uses_dane(zone.subject, zone.evidence)) return;
    finding.severity = Severity::warning;
    finding.detail = "TLSA records are told or published, and are ignored like this";
}

std::set<std::string> targets_of(const resolve::Answer& answer) {
    std::set<std::string> targets;
    for (const auto& mx : resolve::all<resolve::Mx>(answer))
        targets.insert(mx.host);
    for (const auto& srv : resolve::all<resolve::Srv>(answer))
        targets.insert(srv.target);
    targets.erase("."); // RFC 2782, RFC 7505: nobody
    return targets;
}

void judge_target(const DnssecZone& zone, const std::string& host) {
    bool found = false;
    bool authentic = true;
    for (const auto type : {Type::a, Type::aaaa}) {
        const auto& answer = zone.evidence.dns(host, type);
        if (answer.outcome == Outcome::unknown)
            return zone.findings.unknown(target_row, host, resolve::summary(answer));
        found |= answer.outcome == Outcome::found;
        authentic &= answer.outcome != Outcome::found || answer.authentic;
    }
    if (!found) return; // whether a host has addresses is for other families to judge
    if (authentic) return zone.findings.ok(target_row, host);
    auto& finding = zone.findings.add(target_row, Verdict::wrong, host);
    finding.expected = "signed addresses";
    finding.found = "addresses without signatures";
}

void judge_targets(DnssecZone& zone) {
    if (zone.ds->outcome != Outcome::found) return; // a chain that does not begin has no end
    std::set<std::string> hosts;
    for (const auto& set : zone.sets.sets) {
        const auto& answer = zone.evidence.dns(set.name, set.type);
        if (answer.authentic || !zone.subject.circumstances.validating)
            hosts.merge(targets_of(answer));
    }
    if (!zone.subject.circumstances.validating) {
        if (!hosts.empty())
            zone.findings.unknown(target_row, zone.name(), std::string(not_trusted));
        return;
    }
    for (const auto& host : hosts)
        judge_target(zone, host);
}

void all_unknown(const Subject& subject, const ZoneSets& sets, Findings& findings) {
    const auto& name = sets.zone.name.empty() ? subject.domain : sets.zone.name;
    for (const auto& check : dnssec_checks)
        if (&check != &bogus_row) findings.unknown(check, name, sets.zone.unknown);
}

} // namespace

void judge_dnssec(const Subject& subject, Evidence& evidence, Findings& findings) {
    const auto zones = zones_of(subject, evidence);
    judge_bogus(subject, evidence, zones, findings);
    for (const auto& sets : zones) {
        if (!sets.zone.unknown.empty()) {
            all_unknown(subject, sets, findings);
            continue;
        }
        const auto& ds = ds_of(subject, evidence, sets.zone);
        DnssecZone zone{subject, evidence, findings, sets, &ds};
        judge_chain(zone);
        judge_targets(zone);
        judge_signatures(zone);
        judge_delegation_signers(zone);
    }
}

} // namespace fingerpost::check
