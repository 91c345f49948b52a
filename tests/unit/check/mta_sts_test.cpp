#include "check/mta_sts.hpp"

#include "check/sts_policy.hpp"
#include "protocol/mta_sts.hpp"
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

const std::string url = "https://mta-sts.example.com/.well-known/mta-sts.txt";
const std::string policy =
    "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n";

/// Publishes this policy under the id 1.
MailDomain with_policy(const std::string& text = policy, const std::string& type = "text/plain") {
    MailDomain mail;
    mail.world.add("_mta-sts.example.com. 60 TXT \"v=STSv1; id=1\"");
    mail.world.add("mta-sts.example.com. 60 A 192.0.2.80");
    mail.world.add("example.com. 60 MX 10 mx1.example.com.");
    mail.world.page(url, 200, type, text);
    return mail;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
}

std::string fault(const MailDomain& mail, std::string_view check, Verdict verdict) {
    const auto findings = mail.judge("mta-sts");
    const auto* finding = find(findings, check, verdict);
    return finding ? std::string(name(finding->severity)) + ": " + finding->found : "";
}

} // namespace

TEST(MtaSts, nothing_fires_for_a_policy_that_names_the_exchangers) {
    const auto mail = with_policy();
    EXPECT_EQ(mail.fires("mta-sts"), Fired{});
    EXPECT_EQ(mail.judge("mta-sts").all().size(), mta_sts_checks.size());
}

TEST(MtaSts, a_domain_without_it_is_not_judged) {
    MailDomain mail;
    mail.world.add("*.example.com. 60 TXT \"v=spf1 -all\"");
    EXPECT_TRUE(mail.judge("mta-sts").all().empty());
    mail.world.fail("_mta-sts.example.com", Type::txt, Failure::timeout);
    EXPECT_TRUE(mail.judge("mta-sts").all().empty());
}

TEST(MtaSts, a_wish_for_it_needs_the_record) {
    MailDomain mail;
    mail.set(AttributeId::mta_sts, "enforce");
    EXPECT_EQ(mail.fires("mta-sts"), (Fired{"mtasts-policy missing", "mtasts-record missing"}));
    mail.world.fail("_mta-sts.example.com", Type::txt, Failure::servfail);
    mail.world.fail("mta-sts.example.com", Type::a, Failure::servfail);
    EXPECT_EQ(
        mail.fires("mta-sts"),
        (Fired{
            "mtasts-id-stale unknown",
            "mtasts-mx unknown",
            "mtasts-policy unknown",
            "mtasts-record unknown"})
    );
}

TEST(MtaSts, the_record_is_read_as_senders_do) {
    for (const auto& [text, found] :
         {std::pair{"v=STSv1; id=2026-01", "error: character 13: id is 1 to 32 letters and digits"},
          std::pair{"v=STSv1", "error: character 8: id is missing"},
          std::pair{"v=STSv1; id=1; more=yes", ""}}) {
        MailDomain mail;
        mail.circumstances.live = false;
        mail.world.add(std::string("_mta-sts.example.com. 60 TXT \"") + text + '"');
        EXPECT_EQ(fault(mail, "mtasts-record", Verdict::wrong), found) << text;
    }
    auto two = with_policy();
    two.world.add("_mta-sts.example.com. 60 TXT \"v=STSv1; id=2\"");
    EXPECT_EQ(two.fires("mta-sts"), Fired{"mtasts-record conflict"});
}

TEST(MtaSts, the_policy_is_fetched_as_senders_do) {
    auto mail = with_policy();
    mail.world.page(url, 301, "text/plain", policy);
    EXPECT_EQ(fault(mail, "mtasts-policy", Verdict::wrong), "error: status 301");
    mail.world.page(url, Error{Errc::upstream, "the certificate is not its own"});
    EXPECT_EQ(
        fault(mail, "mtasts-policy", Verdict::wrong), "error: the certificate is not its own"
    );
    mail.world.page(url, Error{Errc::timeout, "no answer in 10 seconds"});
    EXPECT_EQ(
        mail.fires("mta-sts"),
        (Fired{"mtasts-id-stale unknown", "mtasts-mx unknown", "mtasts-policy unknown"})
    );
    EXPECT_EQ(
        fault(with_policy(policy, "text/html; charset=utf-8"), "mtasts-policy", Verdict::wrong),
        "warning: content type text/html; charset=utf-8"
    );
    EXPECT_EQ(with_policy(policy, "Text/Plain;charset=us-ascii").fires("mta-sts"), Fired{});
}

TEST(MtaSts, faults_in_the_policy_are_told_with_their_line) {
    const auto found = [](const std::string& what, const std::string& by) {
        return fault(with_policy(replaced(policy, what, by)), "mtasts-policy", Verdict::wrong);
    };
    EXPECT_EQ(found("enforce", "enforced"), "error: line 2: mode is enforce, testing or none");
    EXPECT_EQ(found("mx: mx1.example.com\r\n", ""), "error: line 3: mx is missing");
    EXPECT_EQ(found("mx1.example.com", "a@b"), "error: line 3: \"a@b\" is no host name");
    EXPECT_EQ(found("604800", "3600"), "warning: max_age: 3600");
    EXPECT_EQ(found("STSv1", "STSv2"), "error: line 1: version is STSv1");
}

TEST(MtaSts, every_exchanger_is_in_the_policy_and_nothing_else) {
    auto mail = with_policy();
    mail.world.add("example.com. 60 MX 20 mx2.example.com.");
    EXPECT_EQ(fault(mail, "mtasts-mx", Verdict::conflict), "error: \"mx2.example.com\"");
    auto testing = with_policy(replaced(policy, "enforce", "testing"));
    testing.world.add("example.com. 60 MX 20 mx2.example.com.");
    EXPECT_EQ(fault(testing, "mtasts-mx", Verdict::conflict), "warning: \"mx2.example.com\"");
    auto wild = with_policy(replaced(policy, "mx1.example.com", "*.Example.com."));
    wild.world.add("example.com. 60 MX 20 mx2.example.com.");
    EXPECT_EQ(wild.fires("mta-sts"), Fired{});
    // names that are told as exchangers by programs that list all they have
    const auto more = with_policy(policy + "mx: autoconfig.example.com\nmx: mta-sts.example.com\n");
    EXPECT_EQ(
        fault(more, "mtasts-mx", Verdict::stale),
        "info: \"autoconfig.example.com\" and \"mta-sts.example.com\""
    );
    auto silent = with_policy();
    silent.world.fail("example.com", Type::mx, Failure::timeout);
    EXPECT_EQ(silent.fires("mta-sts"), Fired{"mtasts-mx unknown"});
}

TEST(MtaSts, a_weaker_policy_than_ours_is_told) {
    auto mail = with_policy(replaced(policy, "enforce", "testing"));
    mail.set(AttributeId::mta_sts, "enforce");
    EXPECT_EQ(fault(mail, "mtasts-policy", Verdict::conflict), "warning: mode: testing");
}

TEST(MtaSts, another_policy_under_the_same_id_stays_stale_until_the_id_changes) {
    auto mail = with_policy();
    EXPECT_EQ(fired(mail.judge_again("mta-sts")), Fired{});
    mail.world.page(url, 200, "text/plain", policy + "mx: mx1.example.com\n");
    EXPECT_EQ(fired(mail.judge_again("mta-sts")), Fired{"mtasts-id-stale stale"});
    EXPECT_EQ(fired(mail.judge_again("mta-sts")), Fired{"mtasts-id-stale stale"});
    auto again = with_policy(policy + "mx: mx1.example.com\n");
    again.memory = mail.memory;
    again.world.page(url, Error{Errc::timeout, "no answer"});
    again.memory = again.judge("mta-sts").remembered();
    EXPECT_EQ(again.memory, mail.memory) << "what is not seen is not forgotten";
    MailDomain fresh = with_policy(policy + "mx: mx1.example.com\n");
    fresh.memory = mail.memory;
    fresh.memory["mtasts.id"] = "0";
    EXPECT_EQ(fresh.fires("mta-sts"), Fired{});
}

TEST(StsPolicy, what_we_serve_ourselves_can_be_read) {
    auto offer = test::mail_offer();
    offer.attributes.set({AttributeId::mx, "", "mx1.example.com, mx2.example.com"});
    offer.attributes.set({AttributeId::mta_sts, "", "testing"});
    const auto text = protocol::mta_sts_policy(offer, "example.com");
    ASSERT_TRUE(text);
    const auto read = read_sts_policy(*text);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(read->mode, "testing");
    EXPECT_EQ(read->mx.size(), 2U);
    EXPECT_EQ(read->max_age, 604800);
}

TEST(StsPolicy, a_wildcard_stands_for_one_label) {
    EXPECT_TRUE(allows("*.example.com", "mx.example.com"));
    EXPECT_FALSE(allows("*.example.com", "a.mx.example.com"));
    EXPECT_FALSE(allows("*.example.com", "example.com"));
    EXPECT_FALSE(allows("mx.example.com", "xmx.example.com"));
}

} // namespace fingerpost::check
