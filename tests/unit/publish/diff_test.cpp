#include "publish/diff.hpp"

#include <gtest/gtest.h>

namespace fingerpost::publish {
namespace {

using zone::RRset;

RRset srv(std::vector<std::string> values, std::uint32_t ttl = 3600) {
    return {"_imaps._tcp.example.com.", "SRV", ttl, std::move(values)};
}
RRset txt(std::vector<std::string> values, std::string owner = "example.com.") {
    return {std::move(owner), "TXT", 3600, std::move(values)};
}
RRset alias(std::string target) {
    return {"autoconfig.example.com.", "CNAME", 3600, {std::move(target)}};
}

/// A name server that has these and answers for everything else that there is nothing.
Observed seen(const RRsets& there, const std::vector<Question>& asked) {
    Observed observed;
    for (const auto& question : asked)
        observed.add(question, {Presence::no_name, {}, false, ""});
    for (const auto& set : there)
        observed.add({set.owner, set.type}, {Presence::present, set, false, ""});
    return observed;
}

struct Case {
    RRsets desired;
    RRsets there;
    RRsets published = {};
    DiffPolicy policy = {};

    Changes changes() const {
        const auto asked = questions(desired, published);
        return diff(desired, seen(there, asked), published, policy);
    }
    Change only() const {
        const auto all = changes();
        EXPECT_EQ(all.size(), 1U);
        return all.empty() ? Change() : all.front();
    }
};

const std::string old_value = "0 1 143 old.example.net.";
const std::string new_value = "0 1 993 imap.example.net.";

TEST(Diff, creates_what_is_not_there) {
    const auto change = Case{{srv({new_value})}, {}}.only();
    EXPECT_EQ(change.kind, ChangeKind::create);
    EXPECT_TRUE(change.before.values.empty());
    EXPECT_EQ(change.after, srv({new_value}));
}

TEST(Diff, leaves_what_is_right) {
    const auto change = Case{{srv({new_value})}, {srv({new_value})}}.only();
    EXPECT_EQ(change.kind, ChangeKind::none);
    EXPECT_FALSE(change.acts());
}

TEST(Diff, replaces_what_we_published) {
    const auto change = Case{{srv({new_value})}, {srv({old_value})}, {srv({old_value})}}.only();
    EXPECT_EQ(change.kind, ChangeKind::update);
    EXPECT_EQ(change.before.values, std::vector{old_value});
    EXPECT_EQ(change.after.values, std::vector{new_value});
}

TEST(Diff, changes_a_ttl) {
    const auto change =
        Case{{srv({new_value}, 300)}, {srv({new_value}, 3600)}, {srv({new_value})}}.only();
    EXPECT_EQ(change.kind, ChangeKind::update);
    EXPECT_EQ(change.after.ttl, 300U);
}

TEST(Diff, does_not_touch_a_service_that_somebody_else_published) {
    const auto change = Case{{srv({new_value})}, {srv({old_value})}}.only();
    EXPECT_EQ(change.kind, ChangeKind::foreign);
    EXPECT_FALSE(change.acts());
    EXPECT_NE(change.why.find(old_value), std::string::npos);
}

TEST(Diff, replaces_a_foreign_service_when_told_to) {
    const auto change = Case{{srv({new_value})}, {srv({old_value})}, {}, {true}}.only();
    EXPECT_EQ(change.kind, ChangeKind::update);
    EXPECT_EQ(change.after.values, std::vector{new_value});
}

TEST(Diff, removes_only_values_we_published) {
    const auto gone = Case{{}, {srv({new_value})}, {srv({new_value})}}.only();
    EXPECT_EQ(gone.kind, ChangeKind::remove);
    const auto beside = Case{{}, {srv({old_value, new_value})}, {srv({new_value})}}.only();
    EXPECT_EQ(beside.kind, ChangeKind::update);
    EXPECT_EQ(beside.after.values, std::vector{old_value});
    const auto not_there = Case{{}, {}, {srv({new_value})}}.only();
    EXPECT_EQ(not_there.kind, ChangeKind::none);
    const auto others = Case{{}, {srv({old_value})}, {srv({new_value})}}.only();
    EXPECT_EQ(others.kind, ChangeKind::none);
}

TEST(Diff, publishes_spf_beside_other_text) {
    const auto change = Case{{txt({R"("v=spf1 mx -all")"})}, {txt({R"("verify=abc")"})}}.only();
    EXPECT_EQ(change.kind, ChangeKind::update);
    EXPECT_EQ(
        change.after.values, (std::vector<std::string>{R"("v=spf1 mx -all")", R"("verify=abc")"})
    );
}

TEST(Diff, never_makes_a_second_spf_record) {
    const Case foreign{{txt({R"("v=spf1 mx -all")"})}, {txt({R"("V=SPF1 a ~all")", R"("x")"})}};
    EXPECT_EQ(foreign.only().kind, ChangeKind::conflict);
    auto replaced = foreign;
    replaced.policy.replace = true;
    EXPECT_EQ(
        replaced.only().after.values, (std::vector<std::string>{R"("v=spf1 mx -all")", R"("x")"})
    );
    const RRsets ours{txt({R"("v=spf1 a -all")"})};
    EXPECT_EQ(
        (Case{{txt({R"("v=spf1 mx -all")"})}, ours, ours}.only().after.values),
        std::vector<std::string>{R"("v=spf1 mx -all")"}
    );
}

TEST(Diff, takes_text_that_is_split_elsewhere_for_the_same) {
    const std::string owner = "s1._domainkey.example.com.";
    const auto change =
        Case{{txt({R"("v=DKIM1; p=AAAA")"}, owner)}, {txt({R"("v=DKIM1;" " p=AAAA")"}, owner)}}
            .only();
    EXPECT_EQ(change.kind, ChangeKind::none);
}

TEST(Diff, does_not_join_pairs_of_dns_sd) {
    const std::string owner = "_caldavs._tcp.example.com.";
    const auto change =
        Case{{txt({R"("path=/a")"}, owner)}, {txt({R"("path=/" "a")"}, owner)}}.only();
    EXPECT_EQ(change.kind, ChangeKind::update);
}

TEST(Diff, changes_nothing_nobody_answered_for) {
    const RRsets desired{srv({new_value})};
    Observed silent;
    silent.add({desired[0].owner, "SRV"}, {Presence::unknown, {}, false, "timed out"});
    const auto changes = diff(desired, silent, {});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, ChangeKind::unknown);
    EXPECT_EQ(changes[0].why, "timed out");
    EXPECT_FALSE(changes[0].acts());
}

TEST(Diff, does_not_put_a_cname_beside_other_records) {
    const RRset address{"autoconfig.example.com.", "A", 300, {"192.0.2.1"}};
    const auto clash = Case{{alias("www.example.net.")}, {address}}.only();
    EXPECT_EQ(clash.kind, ChangeKind::conflict);
    EXPECT_NE(clash.why.find("A records"), std::string::npos);
    const auto ours = Case{{alias("www.example.net.")}, {address}, {address}}.changes();
    ASSERT_EQ(ours.size(), 2U);
    EXPECT_EQ(ours[0].kind, ChangeKind::remove);
    EXPECT_EQ(ours[1].kind, ChangeKind::create);
}

TEST(Diff, does_not_put_records_beside_a_cname) {
    const RRset address{"autoconfig.example.com.", "A", 300, {"192.0.2.1"}};
    EXPECT_EQ((Case{{address}, {alias("www.example.net.")}}.only().kind), ChangeKind::conflict);
    const RRsets ours{alias("www.example.net.")};
    const auto changes = Case{{address}, ours, ours}.changes();
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].kind, ChangeKind::create);
    EXPECT_EQ(changes[1].kind, ChangeKind::remove);
}

TEST(Diff, takes_what_a_wildcard_makes_up_for_nothing) {
    const RRsets desired{alias("www.example.net.")};
    auto observed = seen({}, questions(desired, {}));
    const RRset made_up{"autoconfig.example.com.", "A", 300, {"192.0.2.1"}};
    observed.add({made_up.owner, "A"}, {Presence::present, made_up, true, ""});
    const auto changes = diff(desired, observed, {});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, ChangeKind::create);
}

TEST(Diff, does_not_lead_a_service_to_an_alias) {
    const RRset target{"imap.example.net.", "CNAME", 300, {"host.example.net."}};
    const auto change = Case{{srv({new_value})}, {target}}.only();
    EXPECT_EQ(change.kind, ChangeKind::conflict);
    EXPECT_NE(change.why.find("imap.example.net."), std::string::npos);
}

TEST(Diff, keeps_the_ttl_of_others_beside_whom_it_publishes) {
    auto there = txt({R"("verify=abc")"});
    there.ttl = 86400;
    EXPECT_EQ((Case{{txt({R"("v=spf1 mx -all")"})}, {there}}.only().after.ttl), 86400U);
}

} // namespace
} // namespace fingerpost::publish
