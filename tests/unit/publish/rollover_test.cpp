#include "publish/rollover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace fingerpost::publish {
namespace {

constexpr std::int64_t start = 1'000'000'000;
constexpr std::int64_t week = 7LL * 24 * 60 * 60;

Rollover rollover(const std::string& kind, bool lowered = false) {
    Rollover made;
    made.id = 7;
    made.kind = kind;
    made.domain = "example.com";
    made.old_qualifier = kind == "tlsa" ? "mx.example.com:25" : "old";
    made.new_qualifier = kind == "tlsa" ? "mx.example.com:25" : "new";
    made.old_value = "before";
    made.new_value = "after";
    made.lowered_to = lowered ? "60" : "";
    made.hold = week;
    made.margin = 100;
    made.ttl = 3600;
    return begun(std::move(made), start);
}

RolloverFacts published(std::int64_t at, std::int64_t ttl = 3600) {
    return {at, ttl};
}

/// Published and told at once, with the time always handed in: the steps and when each began.
std::vector<std::pair<std::string, std::int64_t>> way(Rollover at) {
    std::vector<std::pair<std::string, std::int64_t>> steps{{at.step, 0}};
    while (!is_over(at)) {
        const auto now = std::max(at.since, at.due);
        if (at.due == 0 && step_of(at)->until == Until::switched)
            at = advanced(at, now, false).value();
        at = next_state(at, std::max(now, at.due), published(at.since, at.ttl));
        if (at.step != steps.back().first) steps.emplace_back(at.step, at.since - start);
    }
    return steps;
}

using Steps = std::vector<std::pair<std::string, std::int64_t>>;

class RolloverKinds : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(Every, RolloverKinds, testing::Values("dkim", "tlsa", "mta-sts-removal"));

TEST(Rollover, of_a_dkim_key_waits_for_caches_and_for_mail_under_way) {
    const Steps expected{
        {"publish-new", 0},
        {"switch", 3700},
        {"remove-old", 3700 + 3700 + week},
        {"done", 3700 + 3700 + week}};
    EXPECT_EQ(way(rollover("dkim")), expected);
}

TEST(Rollover, of_a_tlsa_key_waits_for_caches_twice) {
    const Steps expected{
        {"publish-new", 0}, {"switch", 3700}, {"remove-old", 7400}, {"done", 7400}};
    EXPECT_EQ(way(rollover("tlsa")), expected);
}

TEST(Rollover, of_a_policy_ends_it_when_no_sender_keeps_it) {
    const Steps expected{{"disable", 0}, {"remove", 3700 + week}, {"done", 3700 + week}};
    EXPECT_EQ(way(rollover("mta-sts-removal")), expected);
}

TEST(Rollover, that_lowers_the_ttl_begins_and_ends_with_it) {
    const auto steps = way(rollover("dkim", true));
    EXPECT_EQ(steps.front().first, "lower-ttl");
    EXPECT_EQ(steps.at(1).first, "publish-new");
    EXPECT_EQ(steps.at(steps.size() - 2).first, "restore-ttl");
}

TEST(Rollover, waits_the_shorter_time_only_when_the_longer_one_has_passed) {
    auto at = rollover("tlsa", true);
    at = next_state(at, start + 10, published(start + 5, 60));
    EXPECT_EQ(at.due, start + 5 + 3700);
    at = next_state(at, at.due, published(start + 5, 60));
    ASSERT_EQ(at.step, "publish-new");
    const auto entered = at.since;
    at = next_state(at, entered, published(entered, 60));
    EXPECT_EQ(at.due, entered + 160);
}

TEST_P(RolloverKinds, have_steps_that_lead_to_an_end_also_when_cancelled) {
    for (const auto& step : rollover_steps()) {
        if (step.kind != GetParam()) continue;
        for (const auto to : {step.next, step.cancel}) {
            const auto leads = [&](const RolloverStep& other) {
                return other.kind == step.kind && other.name == to;
            };
            EXPECT_TRUE(to.empty() || std::ranges::any_of(rollover_steps(), leads)) << to;
        }
        EXPECT_FALSE(step.what.empty() || step.what.ends_with('.')) << step.name;
    }
}

TEST_P(RolloverKinds, start_no_time_before_everything_is_published) {
    const auto before = rollover(std::string(GetParam()));
    EXPECT_EQ(next_state(before, start + 100 * week, {}), before);
    EXPECT_TRUE(needs_facts(before, start));
}

TEST_P(RolloverKinds, begin_anew_when_somebody_takes_it_out_of_dns_meanwhile) {
    auto at = rollover(std::string(GetParam()));
    at = next_state(at, start, published(start));
    ASSERT_GT(at.due, start);
    EXPECT_FALSE(needs_facts(at, start + 1));
    const auto lost = next_state(at, at.due, {});
    EXPECT_EQ(lost.step, at.step);
    EXPECT_EQ(lost.due, 0);
    EXPECT_NE(lost.note, "");
    const auto again = next_state(lost, at.due + 500, published(at.due + 400));
    EXPECT_EQ(again.due - (at.due + 400), at.due - start);
    EXPECT_EQ(again.note, "");
}

TEST(Rollover, keeps_the_old_key_while_the_new_one_is_not_published) {
    auto at = rollover("dkim");
    at = next_state(at, start, published(start));
    at = next_state(at, at.due, published(start));
    ASSERT_EQ(at.step, "switch");
    at = advanced(at, at.since, false).value();
    const auto late = at.due + week;
    const auto stuck = next_state(at, late, {});
    EXPECT_EQ(stuck.step, "switch");
    EXPECT_NE(overdue(stuck, late), "");
    EXPECT_EQ(next_state(stuck, late, published(start)).step, "remove-old");
}

TEST(Rollover, counts_from_when_it_was_published_last_or_from_the_step) {
    const auto at = rollover("dkim");
    EXPECT_EQ(next_state(at, start + 50, published(start + 40)).due, start + 40 + 3700);
    EXPECT_EQ(next_state(at, start + 50, published(start - 40)).due, start + 3700);
}

TEST(Rollover, does_not_switch_by_itself) {
    auto at = rollover("dkim");
    at = next_state(at, start, published(start));
    at = next_state(at, at.due, published(start));
    ASSERT_EQ(at.step, "switch");
    EXPECT_EQ(next_state(at, start + 100 * week, published(start)), at);
}

TEST(Rollover, cannot_be_hurried) {
    const auto unpublished = rollover("dkim");
    EXPECT_EQ(advanced(unpublished, start, false).error().code, Errc::conflict);
    const auto waiting = next_state(unpublished, start, published(start));
    const auto refused = advanced(waiting, start + 1, true);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("until"), std::string::npos) << refused.error().what;
}

TEST(Rollover, takes_people_s_word_for_what_is_published_by_other_means) {
    const auto told = advanced(rollover("dkim"), start + 9, true);
    ASSERT_TRUE(told) << told.error().what;
    EXPECT_FALSE(told->tracked);
    EXPECT_EQ(told->due, start + 9 + 3700);
    EXPECT_EQ(next_state(*told, told->due, {}).step, "switch");
    EXPECT_FALSE(needs_facts(*told, told->due));
}

TEST(Rollover, cancelled_before_switching_takes_the_new_key_away_at_once) {
    const auto back = cancelled(rollover("dkim"), start + 1, false);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->step, "withdraw-new");
    const auto changes = step_of(*back)->changes(*back);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes.front().qualifier, "new");
    EXPECT_EQ(changes.front().to, "");
}

TEST(Rollover, cancelled_while_switching_keeps_both_keys_until_the_old_one_is_in_use_again) {
    auto at = rollover("dkim");
    at = next_state(at, start, published(start));
    at = next_state(at, at.due, published(start));
    at = cancelled(at, at.since + 5, false).value();
    ASSERT_EQ(at.step, "back");
    EXPECT_TRUE(step_of(at)->changes(at).empty());
    at = advanced(at, at.since + 5, false).value();
    EXPECT_EQ(at.due, at.since + 5 + 3700 + week);
    EXPECT_EQ(next_state(at, at.due - 1, published(start)).step, "back");
    EXPECT_EQ(next_state(at, at.due, published(start)).step, "withdraw-new");
}

TEST(Rollover, is_not_cancelled_once_the_old_key_goes_or_it_is_over) {
    auto at = rollover("dkim");
    at.step = "remove-old";
    EXPECT_EQ(cancelled(at, start, false).error().code, Errc::conflict);
    at.step = "done";
    EXPECT_EQ(cancelled(at, start, false).error().code, Errc::conflict);
    EXPECT_EQ(advanced(at, start, true).error().code, Errc::conflict);
}

TEST(Rollover, is_overdue_when_nobody_does_what_it_waits_for) {
    auto at = rollover("dkim");
    EXPECT_EQ(overdue(at, start + 1000), "");
    EXPECT_NE(overdue(at, start + week).find("dns plan"), std::string::npos);
    at.tracked = false;
    EXPECT_NE(overdue(at, start + week).find("advance 7"), std::string::npos);
    at.due = start + 10;
    EXPECT_NE(overdue(at, start + week).find("rollover run"), std::string::npos);
    at.step = "done";
    EXPECT_EQ(overdue(at, start + week), "");
}

TEST(Rollover, concerns_the_records_of_its_keys_and_no_others) {
    const auto concerns = [](const Rollover& at, const std::string& owner, const char* type) {
        return find_rollover_kind(at.kind)->concerns(at, "example.com", {owner, type, 60, {}});
    };
    const auto dkim = rollover("dkim");
    EXPECT_TRUE(concerns(dkim, "old._domainkey.example.com.", "TXT"));
    EXPECT_TRUE(concerns(dkim, "new._domainkey.example.com.", "TXT"));
    EXPECT_FALSE(concerns(dkim, "third._domainkey.example.com.", "TXT"));
    auto tlsa = rollover("tlsa");
    EXPECT_TRUE(concerns(tlsa, "_25._tcp.mx.example.com.", "TLSA"));
    EXPECT_FALSE(concerns(tlsa, "_993._tcp.mx.example.com.", "TLSA"));
    tlsa.new_qualifier = "mx.%EMAILDOMAIN%:25";
    EXPECT_TRUE(concerns(tlsa, "_25._tcp.mx.example.com.", "TLSA"));
    EXPECT_TRUE(concerns(rollover("mta-sts-removal"), "_mta-sts.example.com.", "TXT"));
}

} // namespace
} // namespace fingerpost::publish
