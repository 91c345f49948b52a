/// @file
/// What sweeps keep of a domain: a few bits for each check, and how these change. Pure.
/// A verdict stands while nothing is known; an error counts when it was seen twice.
#pragma once

#include "base/error.hpp"
#include "check/finding.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// Bits have room for checks that are still to come. What bit a check has is kept where the states
/// are kept, so that it stays when the table of checks changes.
inline constexpr std::size_t bits_max = 192;
using CheckBits = std::bitset<bits_max>;

struct DomainState {
    CheckBits fired;             ///< judged, and not well
    CheckBits errors;            ///< of these, with Severity::error
    CheckBits pending;           ///< errors seen once, not believed yet
    CheckBits unknown;           ///< nothing was learnt the last time: `fired` is from before
    std::uint32_t checked = 0;   ///< Unix time of the last sweep; 0: never
    std::uint32_t all_known = 0; ///< Unix time when no check was unknown the last time

    bool operator==(const DomainState&) const = default;
};

/// 128 octets at most. from_octets(): none for what is no state.
std::string to_octets(const DomainState& state);
std::optional<DomainState> from_octets(std::string_view octets);

/// A check that has begun or ceased to fire, or whose severity has changed.
struct Transition {
    const Check* check = nullptr;
    std::optional<Severity> before; ///< none: it was well, or never judged
    std::optional<Severity> after;  ///< none: it is well, or does not apply any more
    std::string subject;            ///< of the worst finding; "" when it has ceased
    std::string found;

    bool operator==(const Transition&) const = default;
};

struct Settling {
    std::uint32_t now = 0;
    /// We have changed what the domain should have since: what is wrong now was not right before,
    /// and counts at once.
    bool ours = false;
    std::span<const Check* const> judged;         ///< those that were run
    std::function<std::size_t(const Check&)> bit; ///< below bits_max
};

struct Settled {
    DomainState state;
    std::vector<Transition> transitions; ///< in the order of the findings
};

/// `findings` are as Policy::apply() left them: what is ignored does not fire.
Settled settle(const DomainState& before, const Findings& findings, const Settling& settling);

} // namespace fingerpost::check
