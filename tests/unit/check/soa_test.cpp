#include "check/soa.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Failure;
using test::find;
using test::fired;
using test::Fired;
using test::ServedDomain;

class SoaTest : public testing::Test {
protected:
    /// Judged once as it is, then with these changes at the first server.
    Findings judge_after(const ServedDomain::Changes& changes) {
        domain.memory = domain.judge("soa").remembered();
        domain.differ("192.0.2.1", changes);
        return domain.judge("soa");
    }

    ServedDomain domain;
};

const std::pair<std::string, std::string> other_port{"SRV 0 1 993", "SRV 0 1 1993"};

} // namespace

TEST_F(SoaTest, a_usual_record_is_well) {
    EXPECT_EQ(domain.fires("soa"), Fired());
    EXPECT_NE(find(domain.judge("soa"), "soa-sane", Verdict::ok), nullptr);
    EXPECT_NE(find(domain.judge_after("soa", 60), "serial-not-increased", Verdict::ok), nullptr);
}

TEST_F(SoaTest, a_change_raises_the_serial) {
    const auto findings = judge_after({other_port, {". 10 7200", ". 11 7200"}});
    EXPECT_EQ(fired(findings), Fired());
    EXPECT_NE(find(findings, "serial-not-increased", Verdict::ok), nullptr);
}

TEST_F(SoaTest, a_change_that_does_not_is_wrong_until_it_does) {
    const auto findings = judge_after({other_port});
    EXPECT_EQ(fired(findings), (Fired{"serial-not-increased wrong"}));
    const auto* finding = find(findings, "serial-not-increased", Verdict::wrong);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->expected, "a serial after 10");
    EXPECT_EQ(finding->found, "10, with other records than before");
    EXPECT_EQ(fired(domain.judge_after("soa", 60)), (Fired{"serial-not-increased wrong"}));
}

TEST_F(SoaTest, a_dns_host_without_transfers_needs_no_serial) {
    domain.memory = domain.judge("soa").remembered();
    for (const auto* address : {"192.0.2.1", "192.0.2.2", "2001:db8::2"})
        domain.differ(address, {other_port});
    const auto findings = domain.judge("soa");
    const auto* finding = find(findings, "serial-not-increased", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::info);
}

TEST_F(SoaTest, a_serial_that_goes_backwards_is_wrong_and_one_that_wraps_is_not) {
    EXPECT_EQ(fired(judge_after({{". 10 7200", ". 4294967295 7200"}})).size(), 1U);
    domain = {};
    domain.differ("192.0.2.1", {{". 10 7200", ". 4294967295 7200"}});
    domain.memory = domain.judge("soa").remembered();
    ServedDomain after;
    after.memory = domain.memory;
    after.differ("192.0.2.1", {other_port});
    EXPECT_EQ(after.fires("soa"), Fired());
}

TEST_F(SoaTest, another_server_or_other_questions_are_not_compared) {
    domain.memory = domain.judge("soa").remembered();
    domain.differ("192.0.2.2", {{". 10 7200", ". 9 7200"}});
    domain.world.lose(ServedDomain::server("192.0.2.1"), Failure::timeout);
    EXPECT_EQ(domain.fires("soa"), Fired());
    domain = {};
    domain.memory = domain.judge("soa").remembered();
    domain.want("autoconfig.example.com.", "CNAME", "www.example.net.");
    EXPECT_EQ(domain.fires("soa"), Fired()) << "we want more, the zone has not changed";
}

TEST_F(SoaTest, what_is_remembered_outlives_a_day_without_answers) {
    domain.memory = domain.judge("soa").remembered();
    const auto known = domain.memory;
    for (const auto* address : {"192.0.2.1", "192.0.2.2", "2001:db8::2"})
        domain.world.lose(ServedDomain::server(address), Failure::timeout);
    const auto findings = domain.judge("soa");
    EXPECT_EQ(fired(findings), (Fired{"serial-not-increased unknown", "soa-sane unknown"}));
    EXPECT_EQ(findings.remembered(), known);
}

TEST_F(SoaTest, times_and_mailbox_are_sensible) {
    const auto found = [](const std::string& former, const std::string& now) {
        ServedDomain odd;
        odd.differ("192.0.2.1", {{former, now}});
        const auto findings = odd.judge("soa");
        const auto* finding = find(findings, "soa-sane", Verdict::wrong);
        return finding ? finding->found : "";
    };
    EXPECT_EQ(found("7200 900", "900 900"), "retry 900 is not below refresh 900");
    EXPECT_EQ(found("1209600", "86400"), "expire 86400 is below a week");
    EXPECT_EQ(found("1209600", "604800"), "");
    EXPECT_NE(found("hostmaster.example", "hostmaster@example"), "");
}

} // namespace fingerpost::check
