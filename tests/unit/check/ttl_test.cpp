#include "check/ttl.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Failure;
using test::find;
using test::fired;
using test::Fired;
using test::ServedDomain;

class TtlTest : public testing::Test {
protected:
    Findings judge() const { return domain.judge("ttl"); }
    Fired fires() const { return domain.fires("ttl"); }

    ServedDomain domain;
};

} // namespace

TEST_F(TtlTest, an_hour_is_well) {
    const auto findings = judge();
    EXPECT_EQ(fired(findings), Fired());
    for (const auto& check : ttl_checks)
        EXPECT_NE(find(findings, check.id, Verdict::ok), nullptr) << check.id;
}

TEST_F(TtlTest, what_leads_elsewhere_is_kept_for_a_day_at_most_and_the_rest_for_a_week) {
    domain.want("example.com.", "TXT", "\"v=spf1 -all\"");
    domain.publish("example.com. 604800 TXT \"v=spf1 -all\"");
    EXPECT_EQ(fires(), Fired());
    domain.differ("192.0.2.1", {{". 3600 SRV", ". 86401 SRV"}});
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"ttl-too-long wrong"}));
    const auto* finding = find(findings, "ttl-too-long", Verdict::wrong);
    EXPECT_EQ(finding->found, "86401 s");
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].ttl, 3600U);
    EXPECT_EQ(finding->publish[0].data, "0 1 993 imap.example.net.");
}

TEST_F(TtlTest, the_alias_of_a_name_has_its_own) {
    domain.want("autoconfig.example.com.", "A", "192.0.2.50");
    domain.publish("autoconfig.example.com. 100000 CNAME www.example.net.");
    domain.publish("www.example.net. 60 A 192.0.2.50");
    EXPECT_NE(find(judge(), "ttl-too-long", Verdict::wrong), nullptr);
}

TEST_F(TtlTest, less_than_a_minute_is_too_short_unless_we_want_it) {
    domain.differ("192.0.2.1", {{". 3600 SRV", ". 30 SRV"}});
    EXPECT_EQ(fires(), (Fired{"ttl-too-short wrong"}));
    domain.desired[0].ttl = 30;
    EXPECT_EQ(fires(), Fired());
}

TEST_F(TtlTest, before_a_change_the_ttl_is_lowered) {
    domain.desired[0].data = "0 1 993 imap.new.test.";
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"ttl-before-change wrong"}));
    const auto* finding = find(findings, "ttl-before-change", Verdict::wrong);
    EXPECT_EQ(finding->severity, Severity::info);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].ttl, 300U);
    EXPECT_EQ(finding->publish[0].data, "0 1 993 imap.example.net.");
    domain.differ("192.0.2.1", {{". 3600 SRV", ". 300 SRV"}});
    EXPECT_EQ(fires(), Fired()) << "it is lowered";
}

TEST_F(TtlTest, values_of_others_beside_ours_are_no_change) {
    domain.want("example.com.", "TXT", "\"v=spf1 -all\"");
    domain.publish("example.com. 3600 TXT \"v=spf1 -all\"");
    domain.publish("example.com. 3600 TXT \"somebody-elses=1\"");
    EXPECT_EQ(fires(), Fired());
}

TEST_F(TtlTest, all_records_of_a_set_have_the_same) {
    domain.publish("example.com. 60 MX 20 mx2.example.net.");
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"ttl-mixed-rrset wrong"}));
    EXPECT_EQ(find(findings, "ttl-mixed-rrset", Verdict::wrong)->found, "between 60 s and 3600 s");
}

TEST_F(TtlTest, what_is_missing_is_not_remembered_for_long) {
    domain.differ("192.0.2.1", {{"1209600 3600", "1209600 86400"}});
    EXPECT_EQ(fires(), Fired()) << "the SOA record's own TTL is shorter";
    domain = {};
    domain.differ("192.0.2.1", {{"1209600 3600", "1209600 86400"}, {". 3600 SOA", ". 7200 SOA"}});
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"negative-ttl wrong"}));
    EXPECT_EQ(find(findings, "negative-ttl", Verdict::wrong)->found, "7200 s");
}

TEST_F(TtlTest, the_next_server_is_asked_where_one_does_not_answer) {
    domain.world.lose(ServedDomain::server("192.0.2.1"), Failure::timeout);
    EXPECT_EQ(fires(), Fired());
    domain.world.lose(ServedDomain::server("192.0.2.2"), Failure::timeout);
    domain.world.lose(ServedDomain::server("2001:db8::2"), Failure::refused);
    const auto findings = judge();
    EXPECT_EQ(fired(findings).size(), ttl_checks.size());
    for (const auto& check : ttl_checks)
        EXPECT_NE(find(findings, check.id, Verdict::unknown), nullptr) << check.id;
}

} // namespace fingerpost::check
