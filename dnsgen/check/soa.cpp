#include "check/soa.hpp"

#include "base/text.hpp"
#include "check/desired_sets.hpp"
#include "check/memory.hpp"
#include "check/row.hpp"
#include "format/digest.hpp"
#include "zone/serial.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Soa;
using resolve::Type;

namespace {

constexpr auto& serial_row = row(soa_checks, "serial-not-increased");
constexpr auto& sane_row = row(soa_checks, "soa-sane");

constexpr std::uint32_t week = 7 * 86400;

void judge_sanity(const std::string& subject, const Soa& soa, Findings& findings) {
    std::vector<std::string> faults;
    if (soa.retry >= soa.refresh)
        faults.push_back(
            "retry " + std::to_string(soa.retry) + " is not below refresh " +
            std::to_string(soa.refresh)
        );
    if (soa.expire < week)
        faults.push_back("expire " + std::to_string(soa.expire) + " is below a week");
    if (soa.hostmaster.find('@') != std::string::npos)
        faults.push_back("the mailbox " + soa.hostmaster + " holds an @");
    if (faults.empty()) return findings.ok(sane_row, subject);
    auto& finding = findings.add(sane_row, Verdict::wrong, subject);
    finding.expected =
        "retry < refresh, expire >= " + std::to_string(week) + ", a mailbox without @";
    for (const auto& fault : faults)
        finding.found.append(finding.found.empty() ? "" : "; ").append(fault);
}

/// A zone as one server shows it: what is kept for the next time.
struct State {
    std::uint32_t serial = 0;
    std::string server;    ///< address
    std::string questions; ///< digest of what was asked
    std::string answers;   ///< digest of what came of it

    std::string text() const {
        return std::to_string(serial) + ' ' + server + ' ' + questions + ' ' + answers;
    }
};

std::optional<State> read_state(const std::string& text) {
    auto words = split_list(text, ' ');
    if (words.size() != 4) return std::nullopt;
    const auto serial = to_integer(words[0], 0, UINT32_MAX);
    if (!serial) return std::nullopt;
    return State{static_cast<std::uint32_t>(*serial), words[1], words[2], words[3]};
}

/// None when an answer is missing. Addresses are left out: some DNS hosts give others to each.
std::optional<State>
state_at(const ZoneServer& server, const Soa& soa, const ZoneSets& sets, Evidence& evidence) {
    std::string questions;
    std::string answers;
    bool all = true;
    for (const auto& set : sets.sets) {
        if (set.type == Type::a || set.type == Type::aaaa) continue;
        const auto text = told(ask(evidence, server, set.name, set.type), set.type);
        all &= !text.empty();
        questions += set.label() + '\n';
        answers += text + '\n';
    }
    if (!all) return std::nullopt;
    return State{soa.serial, server.address, format::digest(questions), format::digest(answers)};
}

/// Whether all servers that answer show the same content: then none of them waits for a serial.
bool all_the_same(const State& state, const ZoneSets& sets, Evidence& evidence) {
    return std::ranges::all_of(sets.zone.servers, [&](const ZoneServer& server) {
        const auto other = state_at(server, {}, sets, evidence);
        return !other || other->answers == state.answers;
    });
}

void judge_serial(
    const Subject& subject,
    Evidence& evidence,
    Findings& findings,
    const ZoneSets& sets,
    const FirstAnswer& soa
) {
    const auto key = "serial-not-increased " + sets.zone.name;
    const auto label = sets.zone.name + " SOA";
    const auto* data = std::get_if<Soa>(&soa.answer->records.front().data);
    const auto last = read_state(subject.remembered(key));
    const auto state = data ? state_at(*soa.server, *data, sets, evidence) : std::nullopt;
    if (!state) {
        keep_memory(subject, findings, key);
        return findings.unknown(serial_row, label, soa.server->label() + " does not answer all");
    }
    findings.remember(key, state->text());
    // another server, or other questions: nothing to compare with
    if (!last || last->server != state->server || last->questions != state->questions) return;
    const bool back = zone::serial_before(state->serial, last->serial);
    const bool changed = last->answers != state->answers;
    if (!back && !(changed && state->serial == last->serial)) return findings.ok(serial_row, label);
    auto& finding = findings.add(serial_row, Verdict::wrong, label);
    finding.expected = "a serial after " + std::to_string(last->serial);
    finding.found =
        std::to_string(state->serial) + (changed ? ", with other records than before" : "");
    // it stays wrong until the serial rises
    if (!all_the_same(*state, sets, evidence)) return findings.remember(key, last->text());
    finding.severity = Severity::info;
    finding.detail = "all servers show the same records, so this DNS host does not copy by serial";
}

void judge_zone(
    const Subject& subject, Evidence& evidence, Findings& findings, const ZoneSets& sets
) {
    const auto& name = sets.zone.name.empty() ? subject.domain : sets.zone.name;
    const auto label = name + " SOA";
    auto why = sets.zone.unknown;
    FirstAnswer soa;
    if (why.empty()) {
        soa = first_answer(evidence, sets.zone.servers, sets.zone.name, Type::soa);
        if (!soa.answer)
            why = "no server of the zone answers";
        else if (soa.answer->outcome != Outcome::found)
            why = soa.server->label() + " tells none";
    }
    if (!why.empty()) {
        keep_memory(subject, findings, "serial-not-increased " + sets.zone.name);
        findings.unknown(serial_row, label, why);
        return findings.unknown(sane_row, label, why);
    }
    judge_serial(subject, evidence, findings, sets, soa);
    if (const auto* data = std::get_if<Soa>(&soa.answer->records.front().data))
        judge_sanity(label, *data, findings);
}

} // namespace

void judge_soa(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const auto& sets : zones_of(subject, evidence))
        judge_zone(subject, evidence, findings, sets);
}

} // namespace fingerpost::check
