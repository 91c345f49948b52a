#include "check/dmarc.hpp"

#include "check/dmarc_policy.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::fired;
using test::Fired;
using test::MailDomain;

namespace {

/// Has SPF, and this DMARC record.
MailDomain protected_by(const std::string& text) {
    MailDomain mail;
    mail.world.add("example.com. 60 TXT \"v=spf1 mx -all\"");
    if (!text.empty()) mail.world.add("_dmarc.example.com. 60 TXT \"" + text + '"');
    return mail;
}

} // namespace

TEST(Dmarc, nothing_fires_for_a_record_that_protects) {
    EXPECT_EQ(protected_by("v=DMARC1; p=reject; rua=mailto:d@example.com").fires("dmarc"), Fired{});
}

TEST(Dmarc, other_texts_beside_it_and_another_order_do_not_matter) {
    auto mail = protected_by("v=DMARC1;rua=mailto:d@example.com!10m;x=y;p=Quarantine;sp=reject;");
    mail.world.add("_dmarc.example.com. 60 TXT \"verification=1\"");
    mail.set(AttributeId::dmarc, "v=DMARC1; p=quarantine");
    EXPECT_EQ(mail.fires("dmarc"), Fired{});
}

TEST(Dmarc, it_is_missing_where_no_domain_above_has_it_either) {
    auto mail = protected_by("");
    mail.set(AttributeId::dmarc, "v=DMARC1; p=reject");
    const auto findings = mail.judge("dmarc");
    const auto* finding = find(findings, "dmarc-missing", Verdict::missing);
    ASSERT_TRUE(finding);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].owner, "_dmarc.example.com.");
    MailDomain below;
    below.domain = "mail.dept.example.com";
    below.world.add("mail.dept.example.com. 60 TXT \"v=spf1 mx -all\"");
    EXPECT_EQ(below.fires("dmarc"), Fired{"dmarc-missing missing"});
    below.world.add("_dmarc.example.com. 60 TXT \"v=DMARC1; p=reject\"");
    EXPECT_EQ(below.fires("dmarc"), Fired{});
}

TEST(Dmarc, of_the_domain_above_its_sp_counts) {
    MailDomain below;
    below.domain = "mail.example.com";
    below.world.add("mail.example.com. 60 TXT \"v=spf1 mx -all\"");
    below.world.add("_dmarc.example.com. 60 TXT \"v=DMARC1; p=reject; sp=none\"");
    EXPECT_EQ(below.fires("dmarc"), Fired{"dmarc-policy-weak wrong"});
}

TEST(Dmarc, silence_is_not_absence) {
    auto mail = protected_by("");
    mail.world.fail("_dmarc.example.com", Type::txt, Failure::servfail);
    for (const auto& finding : mail.judge("dmarc").all())
        EXPECT_EQ(finding.verdict, Verdict::unknown) << finding.check->id;
    auto above = protected_by("");
    above.world.fail("_dmarc.com", Type::txt, Failure::timeout);
    EXPECT_EQ(above.fires("dmarc"), (Fired{"dmarc-missing unknown", "dmarc-policy-weak unknown"}));
}

TEST(Dmarc, two_records_are_none) {
    auto mail = protected_by("v=DMARC1; p=reject");
    mail.world.add("_dmarc.example.com. 60 TXT \"v=DMARC1; p=none\"");
    mail.set(AttributeId::dmarc, "v=DMARC1; p=reject");
    const auto findings = mail.judge("dmarc");
    const auto* finding = find(findings, "dmarc-multiple", Verdict::conflict);
    ASSERT_TRUE(finding);
    ASSERT_EQ(finding->withdraw.size(), 1U);
    EXPECT_EQ(finding->withdraw[0].data, "\"v=DMARC1; p=none\"");
}

TEST(Dmarc, a_fault_is_told_with_its_place) {
    const auto found = [](const std::string& text) {
        const auto findings = protected_by(text).judge("dmarc");
        const auto* finding = find(findings, "dmarc-syntax", Verdict::wrong);
        return finding ? finding->found : "";
    };
    EXPECT_EQ(found("v=DMARC1; p=rejekt"), "character 13: p is none, quarantine or reject");
    EXPECT_EQ(found("v=DMARC1; rua=mailto:a@example.com"), "character 35: p is missing");
    EXPECT_EQ(found("v=DMARC1, p=none"), "");
    EXPECT_EQ(
        found("v=DMARC1; p=reject; rua=d@example.com"),
        "character 25: rua is mailto: URIs with commas between them"
    );
    EXPECT_EQ(found("v=DMARC1; p=reject; pct=101"), "character 25: pct is 0 to 100");
}

TEST(Dmarc, a_weak_policy_is_told) {
    EXPECT_EQ(
        protected_by("v=DMARC1; p=reject; sp=none").fires("dmarc"), Fired{"dmarc-policy-weak wrong"}
    );
    EXPECT_EQ(
        protected_by("v=DMARC1; p=reject; pct=10").fires("dmarc"), Fired{"dmarc-policy-weak wrong"}
    );
    EXPECT_EQ(
        protected_by("v=DMARC1; p=reject; t=y").fires("dmarc"), Fired{"dmarc-policy-weak wrong"}
    );
    auto ours = protected_by("v=DMARC1; p=quarantine");
    ours.set(AttributeId::dmarc, "v=DMARC1; p=reject");
    EXPECT_EQ(ours.fires("dmarc"), Fired{"dmarc-policy-weak wrong"});
}

TEST(Dmarc, watching_only_is_fine_for_a_month) {
    auto mail = protected_by("v=DMARC1; p=none");
    mail.circumstances.now = 5000000;
    EXPECT_EQ(fired(mail.judge_again("dmarc")), Fired{});
    mail.circumstances.now += 29LL * 24 * 3600;
    EXPECT_EQ(fired(mail.judge_again("dmarc")), Fired{});
    mail.circumstances.now += 2LL * 24 * 3600;
    EXPECT_EQ(fired(mail.judge_again("dmarc")), Fired{"dmarc-policy-weak wrong"});
}

TEST(Dmarc, a_foreign_destination_agrees_to_get_reports) {
    auto mail =
        protected_by("v=DMARC1; p=reject; rua=mailto:a@sub.example.com,mailto:b@reports.test");
    EXPECT_EQ(mail.fires("dmarc"), Fired{"dmarc-external-rua missing"});
    const auto findings = mail.judge("dmarc");
    EXPECT_EQ(
        find(findings, "dmarc-external-rua", Verdict::missing)->publish[0].owner,
        "example.com._report._dmarc.reports.test."
    );
    mail.world.fail("example.com._report._dmarc.reports.test", Type::txt, Failure::timeout);
    EXPECT_EQ(mail.fires("dmarc"), Fired{"dmarc-external-rua unknown"});
    auto agreed = protected_by("v=DMARC1; p=reject; ruf=mailto:b@reports.test");
    agreed.world.add("*._report._dmarc.reports.test. 60 TXT \"v=DMARC1;\"");
    EXPECT_EQ(agreed.fires("dmarc"), Fired{});
}

TEST(Dmarc, without_key_and_spf_nothing_can_pass) {
    MailDomain mail;
    mail.world.add("_dmarc.example.com. 60 TXT \"v=DMARC1; p=reject\"");
    EXPECT_EQ(mail.fires("dmarc"), Fired{"dmarc-alignment unknown"})
        << "selectors cannot be listed";
    mail.set(
        AttributeId::dkim,
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "s1"
    );
    EXPECT_EQ(mail.fires("dmarc"), Fired{"dmarc-alignment wrong"});
    mail.world.add("s1._domainkey.example.com. 60 TXT \"k=ed25519; "
                   "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"");
    EXPECT_EQ(mail.fires("dmarc"), Fired{});
}

TEST(DmarcPolicy, the_version_is_read_as_receivers_do) {
    EXPECT_TRUE(is_dmarc("v=DMARC1"));
    EXPECT_TRUE(is_dmarc("v = DMARC1 ; p=none"));
    EXPECT_FALSE(is_dmarc("v=dmarc1; p=none"));
    EXPECT_FALSE(is_dmarc("v=DMARC12; p=none"));
    EXPECT_FALSE(is_dmarc("p=none; v=DMARC1"));
}

} // namespace fingerpost::check
