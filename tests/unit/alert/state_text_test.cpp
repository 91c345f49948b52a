#include "alert/state_text.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

namespace {

State rich_state() {
    test::Watch watch;
    watch.policy.windows = {{"move disks", {"http", "queue_watch"}, 0, 1LL << 40, {}, 0}};
    const auto& served = *find_rule("FingerpostServedCertificateExpiring");
    for (int i = 0; i < 40; ++i)
        watch.take(
            {test::measured(test::queue_rule, i < 30 ? 2500 : 0.1, {{"path", "/var/a b\\\n\"="}}),
             {&served, {}, Reading::value, 5.5, "aa"},
             {&test::queue_rule, {{"queue", ""}}, Reading::unknown, 0, {}}}
        );
    return watch.state;
}

} // namespace

TEST(StateText, holds_everything) {
    const auto text = to_text(rich_state());
    const auto again = parse_state(text);
    ASSERT_TRUE(again) << again.error().what;
    EXPECT_EQ(to_text(*again), text);
    EXPECT_EQ(again->alerts.size(), 4U);
    EXPECT_EQ(again->windows.at("move disks").size(), 2U);
    EXPECT_EQ(to_text(parse_state("").value()), to_text(State()));
}

TEST(StateText, is_refused_with_its_line_where_it_is_cut_or_changed) {
    const auto text = to_text(rich_state());
    for (std::size_t size = 1; size < text.size(); ++size) {
        if (text[size - 1] == '\n') continue; // whole lines
        EXPECT_FALSE(parse_state(text.substr(0, size))) << size;
    }
    EXPECT_NE(
        parse_state("fingerpost-alerts 1\nclock x 0\n").error().what.find("line 2"),
        std::string::npos
    );
    EXPECT_FALSE(parse_state("fingerpost-alerts 2\n"));
    EXPECT_FALSE(parse_state("fingerpost-alerts 1\nalert =FingerpostMailQueueLarge 99999999\n"));
    EXPECT_FALSE(parse_state("fingerpost-alerts 1\nwindow =a 1 =b =c\n"));
}

TEST(StateText, leaves_out_rules_that_are_no_more) {
    auto text = to_text(rich_state());
    for (std::size_t at = 0; (at = text.find("=FingerpostMailQueueLarge ", at)) != text.npos; ++at)
        text.replace(at + 1, 10, "Formerpost");
    const auto state = parse_state(text);
    ASSERT_TRUE(state) << state.error().what;
    EXPECT_EQ(state->alerts.size(), 2U);
}

} // namespace fingerpost::alert
