#include "app/check_ledger.hpp"

#include "base/base64.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "check/family.hpp"
#include "protocol/digest.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace fingerpost::app {

using metrics::Standing;
using storage::CheckChange;

namespace {

constexpr std::size_t text_max = 300; ///< characters of what a change tells

std::uint32_t short_time(std::int64_t time) {
    constexpr std::int64_t last = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(time, 0, last));
}

std::string word(const std::optional<check::Severity>& severity) {
    return severity ? std::string(name(*severity)) : "";
}

CheckChange change_of(const Looked& looked, const check::Transition& transition) {
    CheckChange change;
    change.at = looked.at;
    change.domain = looked.domain;
    change.check = transition.check->id;
    change.before = word(transition.before);
    change.after = word(transition.after);
    change.subject = first_characters(transition.subject, text_max);
    change.found = first_characters(transition.found, text_max);
    return change;
}

/// Without what nobody is to be called for.
check::Findings grave_ones(check::Findings findings) {
    std::erase_if(findings.all(), [](const check::Finding& finding) {
        const bool fires =
            finding.verdict != check::Verdict::ok && finding.verdict != check::Verdict::unknown;
        return fires && finding.severity == check::Severity::info;
    });
    return findings;
}

} // namespace

std::string state_text(const check::DomainState& state) {
    return protocol::base64(check::to_octets(state));
}

std::optional<check::DomainState> parse_state(std::string_view text) {
    const auto octets = base64_decoded(text);
    return octets ? check::from_octets(*octets) : std::nullopt;
}

Standing standing_of(const check::DomainState& state) {
    if (state.errors.any()) return Standing::failing;
    if (state.fired.any()) return Standing::warning;
    return state.unknown.any() ? Standing::unknown : Standing::ok;
}

std::vector<std::string_view>
ids_of(const check::CheckBits& set, const storage::CheckStateRepository::Bits& bits) {
    std::vector<std::string_view> ids;
    for (const auto* check : check::all_checks()) {
        const auto bit = bits.find(check->id);
        if (bit != bits.end() && bit->second < check::bits_max && set[bit->second])
            ids.push_back(check->id);
    }
    return ids;
}

CheckLedger::CheckLedger(storage::Connection& connection)
    : CheckLedger(connection, check::all_checks()) {}

CheckLedger::CheckLedger(
    storage::Connection& connection, std::span<const check::Check* const> checks
)
    : states_(connection), policy_rows_(connection), changes_(connection), sweep_(connection),
      published_(connection) {
    std::vector<std::string> ids;
    for (const auto* check : checks)
        ids.emplace_back(check->id);
    bits_ = states_.give_bits(ids);
    const auto has_room = [this](const check::Check* check) {
        return bits_.find(check->id)->second < check::bits_max;
    };
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(judged_), has_room);
    if (judged_.size() < checks.size())
        log::event(
            log::Level::error,
            "checks_not_kept",
            {{"checks", std::to_string(checks.size() - judged_.size())},
             {"reason", "all bits of table fingerpost_check_bit are taken"}}
        );
    recount();
}

void CheckLedger::recount() {
    next_ = {};
    states_.for_each([this](std::string_view, std::string_view text) {
        const auto state = parse_state(text);
        if (!state) return;
        count(state, 1);
        next_.oldest =
            std::min<std::int64_t>(next_.oldest.value_or(state->checked), state->checked);
    });
    now_ = next_;
}

std::vector<std::string> CheckLedger::gone(const std::function<bool(std::string_view)>& served) {
    std::vector<std::string> names;
    states_.for_each([&](std::string_view domain, std::string_view) {
        if (!served(domain)) names.emplace_back(domain);
    });
    return names;
}

void CheckLedger::count(const std::optional<check::DomainState>& state, int change) {
    if (!state) return;
    auto& counted = next_.standings[static_cast<std::size_t>(standing_of(*state))];
    counted += static_cast<std::size_t>(change);
}

/// Whether we have changed what the domain should have, or what it has, since the last look.
bool CheckLedger::is_ours(
    const storage::CheckState& kept, const Looked& looked, std::uint32_t checked
) {
    if (kept.desired != looked.desired) return true;
    const auto publication = published_.publication(looked.domain);
    return publication && publication->applied_at > std::int64_t{checked};
}

void CheckLedger::keep(const Looked& looked, const check::Policy& policy, std::int64_t again) {
    const auto kept = states_.find(looked.domain);
    const auto before = kept ? parse_state(kept->state) : std::nullopt;
    const bool ours = before && is_ours(*kept, looked, before->checked);
    auto findings = looked.findings;
    policy.apply(looked.domain, looked.at, findings);
    const auto bit = [this](const check::Check& check) { return bits_.find(check.id)->second; };
    const check::Settling settling{short_time(looked.at), ours, judged_, bit};
    const auto settled = check::settle(
        before.value_or(check::DomainState()), grave_ones(std::move(findings)), settling
    );
    states_.set(looked.domain, {state_text(settled.state), looked.desired});
    if (looked.findings.remembered() != looked.memory)
        policy_rows_.remember(looked.domain, looked.findings.remembered());
    sweep_.looked_at(looked.domain, looked.at);
    const bool darkened = settled.state.unknown.any() && before && before->unknown.none();
    if (settled.state.pending.any() || darkened)
        sweep_.look_again({&looked.domain, 1}, again, looked.at);
    std::vector<CheckChange> changes;
    for (const auto& transition : settled.transitions)
        changes.push_back(change_of(looked, transition));
    changes_.add(changes);
    std::move(changes.begin(), changes.end(), std::back_inserter(fresh_));
    count(before, -1);
    count(settled.state, 1);
    if (!next_.oldest) next_.oldest = looked.at;
    if (looked.in_turn && before)
        next_.oldest = std::max<std::int64_t>(*next_.oldest, before->checked);
}

void CheckLedger::forget(const std::string& domain) {
    const auto kept = states_.find(domain);
    if (kept) count(parse_state(kept->state), -1);
    states_.remove(domain);
    policy_rows_.remember(domain, {});
    sweep_.looked_at(domain, std::numeric_limits<std::int64_t>::max());
}

std::vector<CheckChange> CheckLedger::committed() {
    now_ = next_;
    return std::exchange(fresh_, {});
}

} // namespace fingerpost::app
