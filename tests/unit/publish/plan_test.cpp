#include "publish/plan.hpp"

#include "publish/preview.hpp"

#include <gtest/gtest.h>

namespace fingerpost::publish {
namespace {

using zone::RRset;

RRset srv(std::string label, std::string value = "0 1 993 imap.example.net.") {
    return {std::move(label) + "._tcp.example.com.", "SRV", 3600, {std::move(value)}};
}

Observed seen(const RRsets& there, const std::vector<Question>& asked) {
    Observed observed;
    for (const auto& question : asked)
        observed.add(question, {Presence::absent, {}, false, ""});
    for (const auto& set : there)
        observed.add({set.owner, set.type}, {Presence::present, set, false, ""});
    return observed;
}

DomainPlan
planned(const RRsets& desired, const RRsets& there, const RRsets& ours, PlanPolicy policy = {}) {
    return plan_domain("example.com", desired, seen(there, questions(desired, ours)), ours, policy);
}

Plan of(DomainPlan domain, std::size_t considered = 1) {
    Plan plan;
    plan.domains.push_back(std::move(domain));
    plan.considered = considered;
    return plan;
}

RRsets many(std::size_t count, const std::string& value) {
    RRsets sets;
    for (std::size_t i = 0; i < count; ++i)
        sets.push_back(srv("_s" + std::to_string(10 + i), value));
    return sets;
}

TEST(Plan, takes_over_what_it_publishes) {
    const auto plan = planned({srv("_imaps")}, {}, {});
    EXPECT_TRUE(plan.acts());
    EXPECT_EQ(plan.published_after, RRsets{srv("_imaps")});
}

TEST(Plan, does_not_take_over_what_was_there_already) {
    const auto plan = planned({srv("_imaps")}, {srv("_imaps")}, {});
    EXPECT_TRUE(plan.is_idle());
    EXPECT_TRUE(plan.published_after.empty());
}

TEST(Plan, takes_it_over_when_told_to) {
    const auto plan = planned({srv("_imaps")}, {srv("_imaps")}, {}, {{}, true});
    EXPECT_FALSE(plan.acts());
    EXPECT_FALSE(plan.is_idle());
    EXPECT_EQ(plan.published_after, RRsets{srv("_imaps")});
}

TEST(Plan, of_a_plan_is_empty) {
    const RRsets desired{srv("_imaps"), srv("_pop3s")};
    const auto plan =
        planned(desired, {srv("_imaps", "0 1 1 old.test.")}, {srv("_imaps", "0 1 1 old.test.")});
    ASSERT_TRUE(plan.acts());
    const auto again = planned(desired, desired, plan.published_after);
    EXPECT_TRUE(again.is_idle());
}

TEST(Plan, is_named_by_what_it_was_computed_from) {
    const RRsets desired{srv("_imaps")};
    const auto id = of(planned(desired, {}, {})).id();
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(of(planned(desired, {}, {})).id(), id);
    EXPECT_NE(of(planned({srv("_imaps", "0 1 994 imap.example.net.")}, {}, {})).id(), id);
    EXPECT_NE(of(planned(desired, {srv("_imaps", "0 1 1 x.test.")}, {})).id(), id);
    EXPECT_NE(of(planned(desired, {}, {srv("_imaps")})).id(), id);
}

TEST(Plan, objects_to_changing_much_of_a_zone) {
    const auto old = many(10, "0 1 1 old.test.");
    auto desired = old;
    for (std::size_t i = 0; i < 3; ++i)
        desired[i].values = {"0 1 2 new.test."};
    EXPECT_TRUE(objections(of(planned(desired, old, old)), {}).empty());
    desired[3].values = {"0 1 2 new.test."};
    const auto all = objections(of(planned(desired, old, old)), {});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0], "example.com: 4 of 10 RRsets would change or go, more than 30 %");
}

TEST(Plan, does_not_object_to_new_records_and_small_zones) {
    EXPECT_TRUE(objections(of(planned(many(30, "0 1 1 a.test."), {}, {})), {}).empty());
    const auto old = many(9, "0 1 1 old.test.");
    EXPECT_TRUE(objections(of(planned(many(9, "0 1 2 b.test."), old, old)), {}).empty());
}

TEST(Plan, objects_to_the_loss_of_mail) {
    const RRset mx{"example.com.", "MX", 3600, {"10 mx.example.net."}};
    const auto all = objections(of(planned({}, {mx}, {mx})), {});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_NE(all[0].find("MX"), std::string::npos);
}

TEST(Plan, objects_when_many_domains_lose_records) {
    auto plan = of(planned({}, {srv("_imaps")}, {srv("_imaps")}), 20);
    EXPECT_TRUE(objections(plan, {}).empty()); // 5 %
    plan.domains.push_back(plan.domains.front());
    EXPECT_EQ(objections(plan, {}).size(), 1U);
    plan.considered = 19;
    EXPECT_TRUE(objections(plan, {}).empty());
}

TEST(Plan, is_undone) {
    const auto old = srv("_imaps", "0 1 1 old.test."), fresh = srv("_imaps");
    const auto done = planned({fresh, srv("_pop3s")}, {old}, {old});
    const RRsets now{fresh, srv("_pop3s")};
    const auto undo = undo_domain(done, seen(now, undo_questions(done)), done.published_after);
    ASSERT_EQ(undo.changes.size(), 2U);
    EXPECT_EQ(undo.changes[0].kind, ChangeKind::update);
    EXPECT_EQ(undo.changes[0].after, old);
    EXPECT_EQ(undo.changes[1].kind, ChangeKind::remove);
    EXPECT_EQ(undo.published_after, RRsets{old});
}

TEST(Plan, is_not_undone_where_somebody_has_changed_it_since) {
    const auto done = planned({srv("_imaps")}, {}, {});
    const auto observed = seen({srv("_imaps", "0 1 1 x.test.")}, undo_questions(done));
    const auto undo = undo_domain(done, observed, done.published_after);
    EXPECT_EQ(undo.changes[0].kind, ChangeKind::conflict);
    EXPECT_EQ(undo.published_after, done.published_after);
}

TEST(Preview, shows_old_and_new_values) {
    const auto old = srv("_imaps", "0 1 1 old.test.");
    const auto plan = of(planned({srv("_imaps")}, {old}, {old}));
    EXPECT_EQ(
        text_of(plan, false),
        "example.com\n"
        "  - _imaps._tcp.example.com. 3600 SRV 0 1 1 old.test.\n"
        "  + _imaps._tcp.example.com. 3600 SRV 0 1 993 imap.example.net.\n"
        "1 to update\n"
    );
    EXPECT_NE(text_of(plan, true).find("\033[31m  - _imaps"), std::string::npos);
}

TEST(Preview, tells_why_something_is_left_alone) {
    const auto plan = of(planned({srv("_imaps")}, {srv("_imaps", "0 1 1 x.test.")}, {}));
    const auto text = text_of(plan, false);
    EXPECT_NE(text.find("  ! _imaps._tcp.example.com. 3600 SRV foreign: somebody"), text.npos);
    EXPECT_NE(text.find("1 of somebody else"), text.npos);
}

TEST(Preview, escapes_what_markdown_would_take_for_its_own) {
    const RRset odd{"a_b.example.com.", "TXT", 60, {R"("x|y<b>`*")"}};
    const auto text = markdown_of(of(planned({odd}, {}, {})));
    EXPECT_NE(
        text.find(R"(| create | a\_b.example.com. | TXT |  | "x\|y\<b>\`\*" |  |)"), text.npos
    ) << text;
}

TEST(Preview, is_read_back_as_it_was) {
    const auto old = srv("_imaps", "0 1 1 old.test.");
    const auto plan = planned({srv("_imaps"), srv("_pop3s")}, {old}, {old, srv("_sieve")});
    const auto read = parse_domain_plan(json_of(plan));
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(*read, plan);
}

TEST(Preview, refuses_what_is_no_plan) {
    for (const auto* text : {"", "{}", "[]", R"({"domain":1})", R"({"domain":"a","changes":[{}]})"})
        EXPECT_FALSE(parse_domain_plan(text)) << text;
}

} // namespace
} // namespace fingerpost::publish
