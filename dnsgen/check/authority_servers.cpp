#include "check/authority.hpp"
#include "check/authority_zone.hpp"
#include "check/row.hpp"

#include <algorithm>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& lame_row = row(authority_checks, "auth-lame");
constexpr auto& unreachable_row = row(authority_checks, "auth-unreachable");
constexpr auto& tcp_row = row(authority_checks, "auth-tcp");

enum class Health { good, silent, lame };

struct Patient {
    const ZoneServer* server = nullptr;
    Health health = Health::good;
    std::string said;

    bool is_ipv6() const { return server->address.find(':') != std::string::npos; }
};

Patient examine(AuthorityZone& zone, const ZoneServer& server) {
    const auto& answer = ask(zone.evidence, server, zone.name(), Type::soa);
    auto said = resolve::summary(answer);
    if (answer.failure == Failure::timeout || answer.failure == Failure::unreachable)
        return {&server, Health::silent, std::move(said)};
    if (answer.outcome == Outcome::found && answer.authoritative)
        return {&server, Health::good, {}};
    if (answer.outcome == Outcome::found) said = "its answer is not authoritative";
    return {&server, Health::lame, std::move(said)};
}

/// Whether others reach the servers: no cache knows a name that nobody has published.
bool others_reach(AuthorityZone& zone) {
    const auto& label = zone.subject.circumstances.random_label;
    if (label.empty()) return true;
    const auto& answer = zone.evidence.dns(label + '.' + zone.name(), Type::a);
    return answer.outcome != Outcome::unknown;
}

/// Whether all addresses of this kind are silent while others answer: then it may be us who cannot
/// send that far.
bool may_be_us(const std::vector<Patient>& patients, const Patient& silent) {
    return std::ranges::none_of(patients, [&](const Patient& other) {
        return other.is_ipv6() == silent.is_ipv6() && other.health != Health::silent;
    });
}

void report(AuthorityZone& zone, const std::vector<Patient>& patients, const Patient& patient) {
    const auto& check = patient.health == Health::lame ? lame_row : unreachable_row;
    const auto subject = zone.name() + " at " + patient.server->label();
    const bool alone = zone.good.empty();
    if (alone && others_reach(zone))
        return zone.findings.unknown(
            check,
            subject,
            patient.said + "; no server answers this host, but the resolver got through: something "
                           "between here and there takes our questions"
        );
    if (!alone && patient.health == Health::silent && may_be_us(patients, patient))
        return zone.findings.unknown(
            check,
            subject,
            patient.said + (patient.is_ipv6() ? "; no IPv6 address answers: has this host IPv6?"
                                              : "; no IPv4 address answers: has this host IPv4?")
        );
    auto& finding = zone.findings.add(check, Verdict::wrong, subject);
    if (alone) finding.severity = Severity::error;
    finding.expected = "the SOA record of " + zone.name();
    finding.found = patient.said;
}

} // namespace

void judge_servers(AuthorityZone& zone) {
    std::vector<Patient> patients;
    for (const auto& server : zone.sets.zone.servers) {
        patients.push_back(examine(zone, server));
        if (patients.back().health == Health::good) zone.good.push_back(server);
    }
    const auto any = [&](Health health) {
        return std::ranges::any_of(patients, [&](const Patient& p) { return p.health == health; });
    };
    if (!any(Health::lame)) zone.findings.ok(lame_row, zone.name());
    if (!any(Health::silent)) zone.findings.ok(unreachable_row, zone.name());
    for (const auto& patient : patients)
        if (patient.health != Health::good) report(zone, patients, patient);
}

void judge_tcp(AuthorityZone& zone) {
    struct Cut {
        const DesiredSet* set;
        const ZoneServer* server;
        const resolve::Answer* answer;
    };
    bool works = false;
    std::vector<Cut> cuts;
    for (const auto& set : zone.sets.sets) {
        for (const auto& server : zone.good) {
            const auto& answer = ask(zone.evidence, server, set.name, set.type);
            if (!answer.over_tcp) continue;
            works |= answer.outcome != Outcome::unknown;
            if (answer.outcome == Outcome::unknown) cuts.push_back({&set, &server, &answer});
        }
    }
    if (works && cuts.empty()) zone.findings.ok(tcp_row, zone.name());
    for (const auto& [set, server, answer] : cuts) {
        const auto subject = set->label() + " at " + server->label();
        const auto& resolved = zone.evidence.dns(set->name, set->type);
        // where nobody answers us over TCP it may be us who cannot send
        if (works || resolved.outcome == Outcome::unknown)
            zone.findings.add(tcp_row, Verdict::wrong, subject).found = resolve::summary(*answer);
        else
            zone.findings.unknown(tcp_row, subject, "no server answers this host over TCP");
    }
}

} // namespace fingerpost::check
