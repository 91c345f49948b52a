#include "check/state.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array checks{
    Check{"grave", Severity::error, "RFC 1035", "", "", "", ""},
    Check{"light", Severity::warning, "RFC 1035", "", "", "", ""}};
constexpr std::array judged{&checks[0], &checks[1]};

Settling at(std::uint32_t now, bool ours = false) {
    return {now, ours, judged, [](const Check& check) -> std::size_t {
                return check.id == "grave" ? 3 : 190;
            }};
}

Findings grave(Verdict verdict) {
    Findings findings;
    findings.add(checks[0], verdict, "example.com");
    return findings;
}

const DomainState fresh{};

} // namespace

TEST(DomainState, an_error_counts_when_it_was_seen_twice) {
    const auto once = settle(fresh, grave(Verdict::missing), at(100));
    EXPECT_TRUE(once.transitions.empty());
    EXPECT_TRUE(once.state.pending[3]);
    EXPECT_FALSE(once.state.fired[3]);
    const auto twice = settle(once.state, grave(Verdict::missing), at(200));
    ASSERT_EQ(twice.transitions.size(), 1U);
    EXPECT_EQ(
        twice.transitions[0],
        (Transition{&checks[0], std::nullopt, Severity::error, "example.com", ""})
    );
    EXPECT_TRUE(twice.state.fired[3]);
    EXPECT_FALSE(twice.state.pending[3]);
    EXPECT_TRUE(settle(twice.state, grave(Verdict::missing), at(300)).transitions.empty());
}

TEST(DomainState, what_was_there_once_only_is_forgotten) {
    const auto once = settle(fresh, grave(Verdict::missing), at(100));
    const auto well = settle(once.state, grave(Verdict::ok), at(200));
    EXPECT_TRUE(well.transitions.empty());
    EXPECT_TRUE(settle(well.state, grave(Verdict::missing), at(300)).transitions.empty());
}

TEST(DomainState, after_our_own_change_an_error_counts_at_once) {
    EXPECT_EQ(settle(fresh, grave(Verdict::wrong), at(100, true)).transitions.size(), 1U);
}

TEST(DomainState, a_warning_counts_at_once) {
    Findings findings;
    findings.add(checks[1], Verdict::wrong, "example.com");
    const auto settled = settle(fresh, findings, at(100));
    ASSERT_EQ(settled.transitions.size(), 1U);
    EXPECT_EQ(settled.transitions[0].after, Severity::warning);
}

TEST(DomainState, the_former_verdict_stands_while_nothing_is_known) {
    auto state = settle(fresh, grave(Verdict::wrong), at(100, true)).state;
    EXPECT_EQ(state.all_known, 100U);
    const auto dark = settle(state, grave(Verdict::unknown), at(200));
    EXPECT_TRUE(dark.transitions.empty());
    EXPECT_TRUE(dark.state.fired[3]);
    EXPECT_TRUE(dark.state.errors[3]);
    EXPECT_TRUE(dark.state.unknown[3]);
    EXPECT_EQ(dark.state.all_known, 100U) << "its age is told";
    const auto light = settle(dark.state, grave(Verdict::ok), at(300));
    ASSERT_EQ(light.transitions.size(), 1U);
    EXPECT_EQ(light.transitions[0].before, Severity::error);
    EXPECT_EQ(light.transitions[0].after, std::nullopt);
    EXPECT_EQ(light.state.all_known, 300U);
}

TEST(DomainState, an_unknown_between_two_sightings_does_not_start_anew) {
    auto state = settle(fresh, grave(Verdict::missing), at(100)).state;
    state = settle(state, grave(Verdict::unknown), at(200)).state;
    EXPECT_TRUE(settle(state, grave(Verdict::missing), at(300)).state.fired[3]);
}

TEST(DomainState, a_check_that_applies_no_more_has_ceased) {
    const auto state = settle(fresh, grave(Verdict::wrong), at(100, true)).state;
    const auto gone = settle(state, {}, at(200));
    ASSERT_EQ(gone.transitions.size(), 1U);
    EXPECT_EQ(gone.transitions[0].after, std::nullopt);
}

TEST(DomainState, what_is_ignored_does_not_fire) {
    auto findings = grave(Verdict::wrong);
    findings.all()[0].ignored = "moves in May";
    EXPECT_TRUE(settle(fresh, findings, at(100, true)).transitions.empty());
}

TEST(DomainState, the_worst_finding_of_a_check_counts) {
    Findings findings;
    findings.ok(checks[0], "a.example.com");
    findings.add(checks[0], Verdict::wrong, "b.example.com").severity = Severity::warning;
    findings.add(checks[0], Verdict::wrong, "c.example.com");
    findings.unknown(checks[0], "d.example.com", "timed out");
    const auto settled = settle(fresh, findings, at(100, true));
    ASSERT_EQ(settled.transitions.size(), 1U);
    EXPECT_EQ(settled.transitions[0].subject, "c.example.com");
}

TEST(DomainState, is_kept_in_few_octets) {
    DomainState state;
    state.fired[0] = state.fired[191] = state.errors[7] = state.pending[8] = true;
    state.unknown[100] = true;
    state.checked = 1800000000;
    state.all_known = 1700000001;
    const auto octets = to_octets(state);
    EXPECT_LE(octets.size(), 128U);
    EXPECT_EQ(from_octets(octets), state);
    EXPECT_FALSE(from_octets(octets.substr(1)));
    EXPECT_FALSE(from_octets("\2" + octets.substr(1)));
    EXPECT_FALSE(from_octets(octets.substr(0, octets.size() - 1)));
    EXPECT_FALSE(from_octets(octets + '\0'));
    EXPECT_FALSE(from_octets(""));
}

TEST(DomainState, takes_as_much_room_as_there_is_to_tell) {
    DomainState all;
    for (auto* set : {&all.fired, &all.errors, &all.pending, &all.unknown})
        set->set();
    EXPECT_LE(to_octets(all).size(), 128U);
    EXPECT_EQ(from_octets(to_octets(all)), all);
    EXPECT_LE(to_octets(fresh).size(), 24U);
    EXPECT_EQ(from_octets(to_octets(fresh)), fresh);
}

} // namespace fingerpost::check
