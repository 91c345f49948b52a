#include "check/tlsrpt.hpp"

#include "check/tlsrpt_record.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using test::Fired;
using test::MailDomain;

namespace {

MailDomain reported_to(const std::string& text) {
    MailDomain mail;
    mail.world.add("_smtp._tls.example.com. 60 TXT \"" + text + '"');
    return mail;
}

} // namespace

TEST(Tlsrpt, anybody_may_get_the_reports) {
    auto mail = reported_to("v=TLSRPTv1;rua=mailto:tls@reports.test,https://reports.test/tls;");
    mail.set(AttributeId::tlsrpt, "mailto:tls@example.com");
    mail.world.add("_smtp._tls.example.com. 60 TXT \"something else\"");
    EXPECT_EQ(mail.fires("tlsrpt"), Fired{});
    EXPECT_EQ(mail.judge("tlsrpt").all().size(), 1U);
}

TEST(Tlsrpt, it_is_missing_where_it_is_wanted_or_tls_is_enforced) {
    MailDomain mail;
    EXPECT_TRUE(mail.judge("tlsrpt").all().empty());
    mail.set(AttributeId::tlsrpt, "mailto:tls@example.com");
    EXPECT_EQ(mail.fires("tlsrpt"), Fired{"tlsrpt missing"});
    MailDomain enforced;
    enforced.world.add("_mta-sts.example.com. 60 TXT \"v=STSv1; id=1\"");
    EXPECT_EQ(enforced.fires("tlsrpt"), Fired{"tlsrpt missing"});
    MailDomain dane;
    dane.world.add("example.com. 60 MX 10 mx1.example.com.");
    dane.world.add("_25._tcp.mx1.example.com. 60 TLSA 3 1 1 " + std::string(64, 'a'));
    EXPECT_EQ(dane.fires("tlsrpt"), Fired{"tlsrpt missing"});
}

TEST(Tlsrpt, silence_is_not_absence) {
    MailDomain mail;
    mail.set(AttributeId::tlsrpt, "mailto:tls@example.com");
    mail.world.fail("_smtp._tls.example.com", resolve::Type::txt, resolve::Failure::timeout);
    EXPECT_EQ(mail.fires("tlsrpt"), Fired{"tlsrpt unknown"});
}

TEST(Tlsrpt, what_senders_cannot_use_is_told) {
    EXPECT_EQ(
        reported_to("v=TLSRPTv1; rua=tls@example.com").fires("tlsrpt"), Fired{"tlsrpt wrong"}
    );
    EXPECT_EQ(reported_to("v=TLSRPTv1").fires("tlsrpt"), Fired{"tlsrpt wrong"});
    auto two = reported_to("v=TLSRPTv1; rua=mailto:a@example.com");
    two.world.add("_smtp._tls.example.com. 60 TXT \"v=TLSRPTv1; rua=mailto:b@example.com\"");
    EXPECT_EQ(two.fires("tlsrpt"), Fired{"tlsrpt conflict"});
    EXPECT_EQ(
        read_tlsrpt("v=TLSRPTv1; rua=http://a.test").error().what,
        "character 17: rua is mailto: and https URIs with commas between them"
    );
}

} // namespace fingerpost::check
