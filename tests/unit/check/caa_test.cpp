#include "check/caa.hpp"

#include "check/caa_issuer.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::Fired;
using test::MailDomain;

namespace {

/// Gets its certificates of ca.example.
MailDomain certified() {
    MailDomain mail;
    mail.circumstances.issuers = {"ca.example"};
    return mail;
}

std::string blocked(const MailDomain& mail) {
    const auto findings = mail.judge("caa");
    const auto* finding = find(findings, "caa-blocks-issuer", Verdict::wrong);
    return finding ? finding->subject + ": " + finding->found : "";
}

} // namespace

TEST(CaaCheck, nothing_fires_where_our_authority_may_issue) {
    auto mail = certified();
    mail.world.add("example.com. 60 CAA 0 issue \"other.example\"");
    mail.world.add("example.com. 60 CAA 128 ISSUE \" CA.example ; policy=ev\"");
    mail.world.add("example.com. 60 CAA 0 iodef \"mailto:ca@example.com\"");
    EXPECT_EQ(mail.fires("caa"), Fired{});
}

TEST(CaaCheck, without_an_authority_in_use_nobody_is_blocked) {
    MailDomain mail;
    mail.world.add("example.com. 60 CAA 0 issue \"other.example\"");
    EXPECT_EQ(mail.fires("caa"), Fired{});
    EXPECT_FALSE(find(mail.judge("caa"), "caa-blocks-issuer", Verdict::ok));
}

TEST(CaaCheck, the_authority_of_the_attribute_counts_where_none_is_given) {
    MailDomain mail;
    mail.set(AttributeId::caa_issue, "any", "ca.example");
    mail.world.add("example.com. 60 CAA 0 issue \"other.example\"");
    EXPECT_EQ(mail.fires("caa"), Fired{"caa-blocks-issuer wrong"});
}

TEST(CaaCheck, an_authority_that_is_not_named_is_blocked) {
    auto mail = certified();
    mail.world.add("example.com. 60 CAA 0 issue \";\"");
    const auto findings = mail.judge("caa");
    const auto* finding = find(findings, "caa-blocks-issuer", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "0 issue \"ca.example\"");
    EXPECT_EQ(finding->found, "example.com: 0 issue \";\"");
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].owner, "example.com.");
}

TEST(CaaCheck, the_nearest_records_count_and_an_alias_brings_its_targets) {
    auto mail = certified();
    mail.world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    mail.world.add("autoconfig.example.com. 60 CAA 0 issue \"other.example\"");
    EXPECT_EQ(
        blocked(mail), "autoconfig.example.com: autoconfig.example.com: 0 issue \"other.example\""
    );
    auto alias = certified();
    alias.world.add("com. 60 CAA 0 issue \"ca.example\"");
    alias.world.add("autoconfig.example.com. 60 CNAME web.example.net.");
    alias.world.add("web.example.net. 60 CAA 0 issue \"other.example\"");
    EXPECT_NE(blocked(alias).find("autoconfig.example.com: "), std::string::npos);
    // the domains that the target lies in do not count (RFC 8659 §3)
    auto beside = certified();
    beside.world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    beside.world.add("autoconfig.example.com. 60 CNAME web.example.net.");
    beside.world.add("web.example.net. 60 A 192.0.2.1");
    beside.world.add("example.net. 60 CAA 0 issue \";\"");
    EXPECT_EQ(beside.fires("caa"), Fired{});
}

TEST(CaaCheck, servers_within_the_domain_need_certificates_too) {
    auto mail = certified();
    mail.offer.servers.push_back(
        test::sample_server(Service::pop3, Security::tls, 995, "pop.%EMAILDOMAIN%")
    );
    mail.world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    mail.world.add("pop.example.com. 60 CAA 0 issue \"other.example\"");
    EXPECT_EQ(blocked(mail), "pop.example.com: pop.example.com: 0 issue \"other.example\"");
}

TEST(CaaCheck, account_and_method_must_be_ours) {
    const auto account = std::string("accounturi=https://ca.example/acct/");
    auto mail = certified();
    mail.world.add("example.com. 60 CAA 0 issue \"ca.example; " + account + "1\"");
    EXPECT_EQ(mail.fires("caa"), Fired{"caa-blocks-issuer unknown"}) << "we do not know ours";
    mail.set(AttributeId::caa_issue, account + "1; validationmethods=dns-01", "ca.example");
    EXPECT_EQ(mail.fires("caa"), Fired{});
    mail.set(AttributeId::caa_issue, account + "2", "ca.example");
    EXPECT_EQ(mail.fires("caa"), Fired{"caa-blocks-issuer wrong"});
    auto method = certified();
    method.set(AttributeId::caa_issue, "validationmethods=dns-01", "ca.example");
    method.world.add("example.com. 60 CAA 0 issue \"ca.example; validationmethods=http-01\"");
    EXPECT_EQ(method.fires("caa"), Fired{"caa-blocks-issuer wrong"});
    method.world.add(
        "example.com. 60 CAA 0 issue \"ca.example;validationmethods=tls-alpn-01,dns-01\""
    );
    EXPECT_EQ(method.fires("caa"), Fired{});
}

TEST(CaaCheck, wildcards_have_a_property_of_their_own) {
    auto mail = certified();
    mail.set(AttributeId::caa_issuewild, "any", "wild.example");
    mail.world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    EXPECT_EQ(blocked(mail), "*.example.com: example.com: 0 issue \"ca.example\"");
    mail.world.add("example.com. 60 CAA 0 issuewild \"wild.example\"");
    EXPECT_EQ(mail.fires("caa"), Fired{});
}

TEST(CaaCheck, silence_is_not_absence) {
    auto mail = certified();
    mail.world.fail("com", Type::caa, Failure::servfail);
    EXPECT_EQ(mail.fires("caa"), (Fired{"caa-blocks-issuer unknown", "caa-missing unknown"}));
}

TEST(CaaCheck, faults_and_unknown_critical_tags_are_told) {
    auto mail = certified();
    mail.world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    mail.world.add("example.com. 60 CAA 0 issue \"ca example\"");
    mail.world.add("example.com. 60 CAA 128 tbs \"unknown\"");
    mail.world.add("example.com. 60 CAA 0 iodef \"ca@example.com\"");
    EXPECT_EQ(mail.fires("caa"), (Fired{"caa-syntax wrong", "caa-unknown-critical wrong"}));
    EXPECT_EQ(fault_of({1, "issue", "ca.example"}), "flags 1 in place of 0 or 128");
    EXPECT_EQ(fault_of({0, "issue", "ca.example; a b"}), "character 13: no tag=value");
    EXPECT_EQ(fault_of({0, "issue", "ca.example;; a=b;"}), "");
    EXPECT_FALSE(is_unknown_critical({128, "IssueWild", ";"}));
}

TEST(CaaCheck, none_at_all_is_worth_a_word) {
    auto mail = certified();
    const auto findings = mail.judge("caa");
    const auto* finding = find(findings, "caa-missing", Verdict::missing);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::info);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].data, "0 issue \"ca.example\"");
    EXPECT_EQ(mail.fires("caa"), Fired{"caa-missing missing"});
}

} // namespace fingerpost::check
