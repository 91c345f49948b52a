#include "check/mx.hpp"

#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::Fired;
using test::MailDomain;

TEST(Mx, nothing_fires_where_mail_goes_to_our_exchanger) {
    MailDomain mail;
    mail.world.add("example.com. 3600 MX 10 MX1.example.com.");
    mail.world.add("mx1.example.com. 3600 A 192.0.2.1");
    EXPECT_EQ(mail.fires("mx"), Fired{});
    EXPECT_EQ(mail.judge("mx").all().size(), mx_checks.size()) << "each check says that it holds";
}

TEST(Mx, a_domain_without_mail_and_without_exchangers_is_not_judged) {
    MailDomain mail;
    mail.offer = {};
    EXPECT_TRUE(mail.judge("mx").all().empty());
}

TEST(Mx, a_missing_one_is_an_error_unless_the_domain_has_addresses) {
    MailDomain mail;
    const auto findings = mail.judge("mx");
    const auto* finding = find(findings, "mx-missing", Verdict::missing);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::error);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].data, "10 mx1.example.com.");
    mail.world.add("example.com. 3600 A 192.0.2.1");
    const auto softened = mail.judge("mx");
    EXPECT_EQ(find(softened, "mx-missing", Verdict::missing)->severity, Severity::warning);
}

TEST(Mx, silence_is_not_absence) {
    MailDomain mail;
    for (const auto failure : {Failure::timeout, Failure::servfail, Failure::refused}) {
        mail.world.fail("example.com", Type::mx, failure);
        for (const auto& finding : mail.judge("mx").all())
            EXPECT_EQ(finding.verdict, Verdict::unknown) << finding.check->id;
    }
}

TEST(Mx, others_are_foreign_unless_their_address_is_ours) {
    MailDomain mail;
    mail.world.add("example.com. 3600 MX 10 mail.example.net.");
    mail.world.add("mail.example.net. 3600 A 198.51.100.7");
    mail.world.add("mx1.example.com. 3600 A 192.0.2.1");
    EXPECT_EQ(mail.fires("mx"), Fired{"mx-foreign conflict"});
    mail.circumstances.own_addresses = {"198.51.100.7"}; // behind NAT
    EXPECT_EQ(mail.fires("mx"), Fired{});
    mail.circumstances.own_addresses = {};
    mail.world.add("mx1.example.com. 3600 A 198.51.100.7");
    EXPECT_EQ(mail.fires("mx"), Fired{});
}

TEST(Mx, nobody_is_foreign_whose_addresses_are_not_known) {
    MailDomain mail;
    mail.world.add("example.com. 3600 MX 10 mail.example.net.");
    mail.world.fail("mail.example.net", Type::a, Failure::timeout);
    EXPECT_EQ(
        mail.fires("mx"), (Fired{"mx-cname unknown", "mx-foreign unknown", "mx-no-address unknown"})
    );
}

TEST(Mx, aliases_addresses_and_names_without_address_are_told_apart) {
    MailDomain mail;
    mail.set(AttributeId::mx, "a.example.com, b.example.com, 192.0.2.9.example.com");
    mail.world.add("example.com. 3600 MX 10 a.example.com.");
    mail.world.add("example.com. 3600 MX 20 b.example.com.");
    mail.world.add("example.com. 3600 MX 30 192.0.2.9.");
    mail.world.add("a.example.com. 3600 CNAME host.example.com.");
    mail.world.add("host.example.com. 3600 AAAA 2001:db8::1");
    const auto findings = mail.judge("mx");
    EXPECT_EQ(find(findings, "mx-cname", Verdict::wrong)->expected, "host.example.com");
    EXPECT_EQ(find(findings, "mx-ip", Verdict::wrong)->subject, "192.0.2.9");
    EXPECT_EQ(find(findings, "mx-no-address", Verdict::missing)->subject, "b.example.com");
}

TEST(Mx, two_hosts_with_one_address_are_no_reserve) {
    MailDomain mail;
    mail.set(AttributeId::mx, "mx1.example.com, mx2.example.com");
    mail.world.add("example.com. 3600 MX 10 mx1.example.com.");
    mail.world.add("example.com. 3600 MX 20 mx2.example.com.");
    mail.world.add("mx1.example.com. 3600 A 192.0.2.1");
    mail.world.add("mx2.example.com. 3600 A 192.0.2.1");
    EXPECT_EQ(mail.fires("mx"), Fired{"mx-duplicate-addr conflict"});
}

TEST(Mx, a_null_one_stands_alone_and_only_where_there_are_no_mailboxes) {
    MailDomain mail;
    mail.world.add("example.com. 3600 MX 0 .");
    EXPECT_EQ(mail.fires("mx"), Fired{"nullmx-but-used conflict"});
    mail.world.add("example.com. 3600 MX 10 mx1.example.com.");
    mail.world.add("mx1.example.com. 3600 A 192.0.2.1");
    EXPECT_EQ(mail.fires("mx"), Fired{"nullmx-mixed conflict"});
}

TEST(Mx, a_domain_that_takes_no_mail_says_so) {
    MailDomain mail;
    mail.set(AttributeId::mx, ".");
    const auto findings = mail.judge("mx");
    const auto* finding = find(findings, "mx-missing", Verdict::missing);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::warning);
    mail.world.add("example.com. 3600 MX 0 .");
    EXPECT_EQ(mail.fires("mx"), Fired{});
    MailDomain left;
    left.set(AttributeId::mx, ".");
    left.world.add("example.com. 3600 MX 10 mx.former.test.");
    EXPECT_EQ(left.fires("mx"), Fired{"mx-foreign stale"});
}

} // namespace fingerpost::check
