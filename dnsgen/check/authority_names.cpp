#include "check/authority.hpp"
#include "check/authority_zone.hpp"
#include "check/row.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& delegation_row = row(authority_checks, "parent-child-ns");
constexpr auto& rcode_row = row(authority_checks, "rcode-noise");
constexpr auto& case_row = row(authority_checks, "case-0x20");

using Names = std::set<std::string>;

std::string listed(const Names& names) {
    std::string text;
    for (const auto& name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

/// What the servers of the zone above say of this zone.
struct Delegation {
    Names ns;
    bool shared = false;  ///< a server has both zones, so that there is no other answer to give
    bool missing = false; ///< it says that there is no such zone
    std::string unknown;
};

Delegation delegation_of(AuthorityZone& zone) {
    const auto parent = parent_of(zone.subject, zone.evidence, zone.sets.zone);
    Delegation delegation;
    delegation.unknown = parent.unknown.empty() ? "no server of " + parent.name + " says where " +
                                                      zone.name() + " lies"
                                                : parent.unknown;
    for (const auto& server : parent.servers) {
        const auto& answer = ask(zone.evidence, server, zone.name(), Type::ns);
        for (const auto& record : answer.referral)
            if (record.owner == zone.name())
                delegation.ns.insert(std::get<std::string>(record.data));
        const bool nothing =
            answer.outcome == Outcome::no_data || answer.outcome == Outcome::no_such_name;
        delegation.shared |= answer.outcome == Outcome::found;
        delegation.missing |= nothing && answer.authoritative;
        if (!delegation.ns.empty() || delegation.missing) break;
        // it is asked now; the next one is only needed where this one does not tell
        if (!zone.evidence.all_dns().contains({zone.name(), Type::ns, server.vantage})) break;
    }
    return delegation;
}

Names without(const Names& names, const Names& others) {
    Names left;
    std::ranges::set_difference(names, others, std::inserter(left, left.end()));
    return left;
}

/// The names between the zone's apex and a record's owner.
Names names_between(const std::string& apex, const std::string& owner) {
    Names names;
    for (auto name = name_above(owner); name.size() > apex.size(); name = name_above(name))
        names.insert(name);
    return names;
}

} // namespace

void judge_delegation(AuthorityZone& zone) {
    const auto delegation = delegation_of(zone);
    const auto& own = first_answer(zone.evidence, zone.good, zone.name(), Type::ns);
    const auto subject = zone.name() + " NS";
    if (!own.answer || own.answer->records.empty())
        return zone.findings.unknown(delegation_row, subject, "the zone does not tell its servers");
    if (delegation.missing) {
        auto& finding = zone.findings.add(delegation_row, Verdict::missing, subject);
        finding.found = "the zone above does not lead to it";
        return;
    }
    if (delegation.ns.empty() && delegation.shared)
        return zone.findings.ok(delegation_row, subject);
    if (delegation.ns.empty())
        return zone.findings.unknown(delegation_row, subject, delegation.unknown);
    const auto listed_here = resolve::all<std::string>(*own.answer);
    const Names here(listed_here.begin(), listed_here.end());
    if (here == delegation.ns) return zone.findings.ok(delegation_row, subject);
    auto& finding = zone.findings.add(delegation_row, Verdict::conflict, subject);
    finding.expected = "in the zone: " + listed(here);
    finding.found = "in the zone above: " + listed(delegation.ns);
    const auto only_here = listed(without(here, delegation.ns));
    const auto only_above = listed(without(delegation.ns, here));
    if (!only_here.empty()) finding.detail = "only in the zone: " + only_here;
    if (!only_above.empty())
        finding.detail += (only_here.empty() ? "" : "; ") + ("only above: " + only_above);
}

void judge_empty_names(AuthorityZone& zone) {
    std::map<std::string, Names> denied; // by name: the servers
    bool asked = false;
    for (const auto& set : zone.sets.sets) {
        for (const auto& server : zone.good) {
            const auto& answer = ask(zone.evidence, server, set.name, set.type);
            if (answer.outcome != Outcome::found && answer.aliases.empty()) continue;
            for (const auto& name : names_between(zone.name(), set.name)) {
                const auto& empty = ask(zone.evidence, server, name, Type::a);
                asked |= empty.outcome != Outcome::unknown;
                // RFC 6604: behind an alias it is the target that does not exist
                if (empty.outcome == Outcome::no_such_name && empty.aliases.empty())
                    denied[name].insert(server.label());
            }
        }
    }
    if (asked && denied.empty()) zone.findings.ok(rcode_row, zone.name());
    for (const auto& [name, servers] : denied) {
        auto& finding = zone.findings.add(rcode_row, Verdict::wrong, name);
        finding.expected = "NOERROR without records";
        finding.found = "no such name, says " + listed(servers);
    }
}

void judge_letter_case(AuthorityZone& zone) {
    bool all_keep = true;
    for (const auto& server : zone.good) {
        const resolve::Query query{zone.name(), Type::soa, server.vantage, true};
        const auto& answer = zone.evidence.dns(query);
        const auto subject = zone.name() + " at " + server.label();
        all_keep &= answer.outcome != Outcome::unknown && answer.question_case;
        if (answer.outcome == Outcome::unknown)
            zone.findings.unknown(case_row, subject, resolve::summary(answer));
        else if (!answer.question_case)
            zone.findings.add(case_row, Verdict::wrong, subject).found = "all in one case";
    }
    if (all_keep) zone.findings.ok(case_row, zone.name());
}

} // namespace fingerpost::check
