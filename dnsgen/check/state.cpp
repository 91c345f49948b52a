#include "check/state.hpp"

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace fingerpost::check {

namespace {

constexpr char version = 1;
constexpr std::size_t set_octets = bits_max / 8;
constexpr std::array sets{
    &DomainState::fired, &DomainState::errors, &DomainState::pending, &DomainState::unknown};
constexpr std::array times{&DomainState::checked, &DomainState::all_known};
/// Of each set a bit for every octet that is not zero, then these octets: of a domain where little
/// fires that is little.
constexpr std::size_t mask_octets = set_octets / 8;
constexpr std::size_t octets_max = 1 + sets.size() * (mask_octets + set_octets) + times.size() * 4;
static_assert(set_octets % 8 == 0 && octets_max <= 128);

/// What all findings of one check come to.
struct Outcome {
    const Check* check = nullptr;
    const Finding* worst = nullptr; ///< null: nothing fires
    bool unknown = false;
};

/// Of every check that was run, in their order.
std::vector<Outcome> outcomes_of(std::span<const Check* const> judged, const Findings& findings) {
    std::vector<Outcome> outcomes;
    std::map<const Check*, std::size_t> places;
    for (const auto* check : judged) {
        places.emplace(check, outcomes.size());
        outcomes.push_back({check});
    }
    for (const auto& finding : findings.all()) {
        const auto place = places.find(finding.check);
        if (place == places.end() || finding.verdict == Verdict::ok || !finding.ignored.empty())
            continue;
        auto& outcome = outcomes[place->second];
        if (finding.verdict == Verdict::unknown)
            outcome.unknown = true;
        else if (!outcome.worst || outcome.worst->severity < finding.severity)
            outcome.worst = &finding;
    }
    return outcomes;
}

std::optional<Severity> severity_of(const DomainState& state, std::size_t bit) {
    if (!state.fired[bit]) return std::nullopt;
    return state.errors[bit] ? Severity::error : Severity::warning;
}

} // namespace

std::string to_octets(const DomainState& state) {
    std::string octets(1, version);
    for (const auto set : sets) {
        std::string mask(mask_octets, '\0');
        std::string rest;
        for (std::size_t at = 0; at < set_octets; ++at) {
            unsigned octet = 0;
            for (std::size_t bit = 0; bit < 8; ++bit)
                octet |= static_cast<unsigned>((state.*set)[at * 8 + bit]) << bit;
            if (octet == 0) continue;
            mask[at / 8] = static_cast<char>(mask[at / 8] | 1 << at % 8);
            rest += static_cast<char>(octet);
        }
        octets += mask + rest;
    }
    for (const auto time : times)
        for (int shift = 24; shift >= 0; shift -= 8)
            octets += static_cast<char>(state.*time >> static_cast<unsigned>(shift) & 0xFFU);
    return octets;
}

std::optional<DomainState> from_octets(std::string_view octets) {
    if (octets.empty() || octets[0] != version) return std::nullopt;
    octets.remove_prefix(1);
    bool whole = true;
    const auto next = [&octets, &whole] {
        if (octets.empty()) return whole = false, std::uint32_t{0};
        const auto octet = static_cast<unsigned char>(octets.front());
        octets.remove_prefix(1);
        return std::uint32_t{octet};
    };
    DomainState state;
    for (const auto set : sets) {
        std::array<std::uint32_t, mask_octets> mask{};
        for (auto& part : mask)
            part = next();
        for (std::size_t at = 0; at < set_octets; ++at) {
            const auto octet = (mask[at / 8] >> at % 8 & 1U) != 0 ? next() : 0;
            for (std::size_t bit = 0; bit < 8; ++bit)
                (state.*set)[at * 8 + bit] = (octet >> bit & 1U) != 0;
        }
    }
    for (const auto time : times)
        for (int i = 0; i < 4; ++i)
            state.*time = state.*time << 8U | next();
    return whole && octets.empty() ? std::optional(state) : std::nullopt;
}

Settled settle(const DomainState& before, const Findings& findings, const Settling& settling) {
    Settled settled;
    auto& state = settled.state;
    state.checked = settling.now;
    for (const auto& outcome : outcomes_of(settling.judged, findings)) {
        const auto bit = settling.bit(*outcome.check);
        const auto* worst = outcome.worst;
        const bool grave = worst && worst->severity == Severity::error;
        const bool believed = !grave || before.errors[bit] || before.pending[bit] || settling.ours;
        if (!worst && outcome.unknown) {
            state.unknown[bit] = true;
            state.pending[bit] = before.pending[bit];
        }
        if (!believed) state.pending[bit] = true;
        if (state.unknown[bit] || !believed) {
            state.fired[bit] = before.fired[bit];
            state.errors[bit] = before.errors[bit];
            continue;
        }
        state.fired[bit] = worst != nullptr;
        state.errors[bit] = grave;
        const auto former = severity_of(before, bit);
        if (severity_of(state, bit) == former) continue;
        Transition transition{outcome.check, former, std::nullopt, {}, {}};
        if (worst) {
            transition.after = worst->severity;
            transition.subject = worst->subject;
            transition.found = worst->found;
        }
        settled.transitions.push_back(std::move(transition));
    }
    state.all_known = state.unknown.none() ? settling.now : before.all_known;
    return settled;
}

} // namespace fingerpost::check
