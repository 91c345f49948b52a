#include "check/spf.hpp"

#include "check/spf_tree.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::Fired;
using test::MailDomain;

namespace {

/// Sends from 192.0.2.1, publishes this.
MailDomain sender(const std::string& spf) {
    MailDomain mail;
    mail.circumstances.sending_addresses = {"192.0.2.1"};
    if (!spf.empty()) mail.world.add("example.com. 3600 TXT \"" + spf + '"');
    return mail;
}

} // namespace

TEST(Spf, nothing_fires_where_it_covers_our_senders) {
    auto mail = sender("v=spf1 ip4:192.0.2.0/28 -all");
    EXPECT_EQ(mail.fires("spf"), Fired{});
    EXPECT_EQ(mail.judge("spf").all().size(), spf_checks.size()) << "each check says that it holds";
}

TEST(Spf, what_is_published_may_differ_from_ours_while_it_covers_us) {
    auto mail = sender("V=SPF1 include:_spf.example.net include:other.test ?ip4:203.0.113.1 ~all");
    mail.set(AttributeId::spf, "v=spf1 include:_spf.example.net -all");
    mail.world.add("_spf.example.net. 60 TXT \"v=spf1 ip4:192.0.2.1 -all\"");
    mail.world.add("other.test. 60 TXT \"v=spf1 ip4:198.51.100.0/24 -all\"");
    EXPECT_EQ(mail.fires("spf"), Fired{});
}

TEST(Spf, other_texts_beside_it_and_cut_strings_do_not_matter) {
    MailDomain mail;
    mail.circumstances.sending_addresses = {"192.0.2.1"};
    mail.world.add("example.com. 3600 TXT \"verification=abc\"");
    mail.world.add("example.com. 3600 TXT \"v=spf10 is something else\"");
    mail.world.add("example.com. 3600 TXT \"v=spf1 ip4:192.\" \"0.2.1 -all\"");
    EXPECT_EQ(mail.fires("spf"), Fired{});
}

TEST(Spf, a_missing_one_is_made_of_our_senders) {
    auto mail = sender("");
    const auto findings = mail.judge("spf");
    const auto* finding = find(findings, "spf-missing", Verdict::missing);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "v=spf1 mx ip4:192.0.2.1 -all");
    mail.set(AttributeId::spf, "v=spf1 mx -all");
    const auto desired = mail.judge("spf");
    EXPECT_EQ(find(desired, "spf-missing", Verdict::missing)->expected, "v=spf1 mx -all");
}

TEST(Spf, silence_is_not_absence) {
    auto mail = sender("");
    mail.world.fail("example.com", Type::txt, Failure::timeout);
    mail.world.fail("example.com", Type::spf, Failure::servfail);
    const auto findings = mail.judge("spf");
    EXPECT_EQ(findings.all().size(), spf_checks.size());
    for (const auto& finding : findings.all())
        EXPECT_EQ(finding.verdict, Verdict::unknown) << finding.check->id;
}

TEST(Spf, two_records_are_none_and_ours_stays) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 -all");
    mail.world.add("example.com. 3600 TXT \"v=spf1 a -all\"");
    mail.set(AttributeId::spf, "v=spf1 ip4:192.0.2.1 -all");
    const auto findings = mail.judge("spf");
    const auto* finding = find(findings, "spf-multiple", Verdict::conflict);
    ASSERT_TRUE(finding);
    ASSERT_EQ(finding->withdraw.size(), 1U);
    EXPECT_EQ(finding->withdraw[0].data, "\"v=spf1 a -all\"");
}

TEST(Spf, a_fault_is_told_with_its_place) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 ipv4:192.0.2.2 -all");
    const auto findings = mail.judge("spf");
    const auto* finding = find(findings, "spf-syntax", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->found, "character 22: \"ipv4:192.0.2.2\" is no term of SPF");
    EXPECT_TRUE(find(findings, "spf-not-covering", Verdict::wrong)) << "permerror, not pass";
}

TEST(Spf, a_fault_in_an_included_record_is_told_as_that_records) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 include:a.test include:b.test -all");
    mail.world.add("a.test. 60 TXT \"v=spf1 ip4:192.0.2 -all\"");
    const auto findings = mail.judge("spf");
    std::vector<std::string> subjects;
    for (const auto& finding : findings.all())
        if (finding.check->id == "spf-syntax") subjects.push_back(finding.subject);
    EXPECT_EQ(subjects, (std::vector<std::string>{"a.test TXT", "example.com TXT"}));
    EXPECT_FALSE(find(findings, "spf-not-covering", Verdict::wrong)) << "ip4 matches before them";
}

TEST(Spf, the_tree_shows_what_each_include_costs) {
    auto mail = sender("v=spf1 include:a.test mx a ip4:192.0.2.1 -all");
    mail.world.add("a.test. 60 TXT \"v=spf1 include:b.test a:host.b.test -all\"");
    mail.world.add(
        "b.test. 60 TXT \"v=spf1 mx exists:%{i}._spf.b.test a a:1.b.test a:2.b.test -all\""
    );
    mail.world.add("*.b.test. 60 A 203.0.113.1");
    mail.world.add("b.test. 60 A 203.0.113.1");
    mail.world.add("b.test. 60 MX 1 host.b.test.");
    mail.world.add("example.com. 60 MX 1 mx1.example.com.");
    mail.world.add("example.com. 60 A 203.0.113.2");
    mail.world.add("mx1.example.com. 60 A 203.0.113.3");
    const auto findings = mail.judge("spf");
    const auto* finding = find(findings, "spf-lookups", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::warning) << "ten are just allowed";
    EXPECT_EQ(finding->found, "10 look-ups, 0 that find nothing");
    EXPECT_EQ(
        finding->detail,
        "example.com: 10\n"
        "  include:a.test: 7\n"
        "    include:b.test: 5\n"
        "      mx\n"
        "      exists:%{i}._spf.b.test\n"
        "      a\n"
        "      a:1.b.test\n"
        "      a:2.b.test\n"
        "    a:host.b.test\n"
        "  mx\n"
        "  a"
    );
}

TEST(Spf, a_tree_that_grows_for_ever_is_cut) {
    Evidence evidence;
    resolve::Answer answer;
    answer.outcome = resolve::Outcome::found;
    std::size_t asked = 0;
    for (int round = 0; round < 50; ++round) {
        evidence.start();
        const auto tree =
            spf_tree(evidence, "0.test", "v=spf1 include:1.test include:x1.test -all");
        EXPECT_LE(tree.lookups, 100);
        if (evidence.wanted().empty()) {
            EXPECT_TRUE(tree.cut);
            break;
        }
        for (const auto& query : std::set(evidence.wanted().dns)) {
            const auto next = std::to_string(++asked) + ".test";
            answer.records = {
                {query.name, Type::txt, 60, "v=spf1 include:a" + next + " include:b" + next}};
            evidence.learn(query, answer);
        }
    }
    EXPECT_TRUE(evidence.wanted().empty());
}

TEST(Spf, an_include_that_depends_on_the_sender_is_counted_and_not_followed) {
    auto mail = sender("v=spf1 include:%{ir}.%{v}.%{l}.a.test -all");
    mail.world.add("1.2.0.192.in-addr.postmaster.a.test. 60 TXT \"v=spf1 +all\"");
    EXPECT_EQ(mail.fires("spf"), Fired{}) << "for our sender it is";
}

TEST(Spf, eleven_look_ups_are_too_many_whatever_matches_before) {
    std::string spf = "v=spf1 ip4:192.0.2.1";
    for (int i = 0; i < 11; ++i)
        spf += " +a:" + std::to_string(i) + ".example.net";
    auto mail = sender(spf + " -all");
    mail.world.add("*.example.net. 60 A 203.0.113.1");
    EXPECT_EQ(mail.fires("spf"), Fired{"spf-lookups wrong"});
    const auto findings = mail.judge("spf");
    EXPECT_EQ(find(findings, "spf-lookups", Verdict::wrong)->severity, Severity::error);
}

TEST(Spf, three_that_find_nothing_and_circles_are_told) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 a:1.test a:2.test exists:3.test -all");
    EXPECT_EQ(mail.fires("spf"), Fired{"spf-lookups wrong"});
    auto circle = sender("v=spf1 ip4:192.0.2.1 include:a.test -all");
    circle.world.add("a.test. 60 TXT \"v=spf1 include:EXAMPLE.com -all\"");
    const auto findings = circle.judge("spf");
    const auto* finding = find(findings, "spf-lookups", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_NE(finding->found.find("in a circle by example.com"), std::string::npos);
}

TEST(Spf, an_include_that_nobody_answers_leaves_all_open) {
    auto mail = sender("v=spf1 include:a.test -all");
    mail.world.fail("a.test", Type::txt, Failure::servfail);
    EXPECT_EQ(
        mail.fires("spf"),
        (Fired{"spf-lookups unknown", "spf-not-covering unknown", "spf-syntax unknown"})
    );
}

TEST(Spf, a_sender_that_is_not_covered_gets_its_mechanism) {
    auto mail = sender("v=spf1 ip4:192.0.2.128/25 ~all");
    mail.circumstances.sending_addresses = {"192.0.2.200", "2001:db8::25"};
    const auto findings = mail.judge("spf");
    const auto* finding = find(findings, "spf-not-covering", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->subject, "2001:db8::25");
    EXPECT_EQ(finding->found, "softfail: \"~all\" of example.com");
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].data, "\"v=spf1 ip4:192.0.2.128/25 ip6:2001:db8::25 ~all\"");
    EXPECT_TRUE(find(findings, "spf-not-covering", Verdict::ok)) << "the other sender";
    mail.set(AttributeId::spf, "v=spf1 ip6:2001:db8::/32 -all");
    const auto desired = mail.judge("spf");
    EXPECT_EQ(
        find(desired, "spf-not-covering", Verdict::wrong)->publish[0].data,
        "\"v=spf1 ip6:2001:db8::/32 -all\""
    );
}

TEST(Spf, how_it_ends_matters) {
    const auto severity = [](const std::string& spf) {
        const auto findings = sender(spf).judge("spf");
        const auto* finding = find(findings, "spf-all", Verdict::wrong);
        return finding ? std::string(name(finding->severity)) + ": " + finding->found : "";
    };
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1"), "warning: no all");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 ?all"), "warning: ?all");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 +all"), "error: +all");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 all"), "error: all");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 -all mx"), "info: mx");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 ptr -all"), "warning: ptr");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 redirect=a.test"), "");
    EXPECT_EQ(severity("v=spf1 ip4:192.0.2.1 ~all"), "");
}

TEST(Spf, the_obsolete_type_and_too_much_text_are_told) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 -all");
    mail.world.add("example.com. 60 SPF \"v=spf1 -all\"");
    for (int i = 0; i < 6; ++i)
        mail.world.add("example.com. 60 TXT \"" + std::to_string(i) + std::string(200, 'x') + '"');
    EXPECT_EQ(mail.fires("spf"), (Fired{"spf-too-long wrong", "spf-type99 stale"}));
}

TEST(Spf, an_mx_of_eleven_exchangers_is_too_many) {
    auto mail = sender("v=spf1 ip4:192.0.2.1 mx:many.test -all");
    for (int i = 0; i < 11; ++i)
        mail.world.add("many.test. 60 MX 1 mx" + std::to_string(i) + ".many.test.");
    EXPECT_EQ(mail.fires("spf"), Fired{"spf-mx-limit wrong"});
}

TEST(Spf, a_domain_that_sends_nothing_lets_nobody_send) {
    MailDomain mail;
    mail.set(AttributeId::no_mail, "@");
    EXPECT_EQ(mail.fires("spf"), Fired{"spf-missing missing"});
    mail.world.add("example.com. 60 TXT \"v=spf1 mx -all\"");
    EXPECT_EQ(mail.fires("spf"), Fired{"spf-not-covering stale"});
    MailDomain silent;
    silent.set(AttributeId::no_mail, "@");
    silent.world.add("example.com. 60 TXT \"v=spf1 -all\"");
    EXPECT_EQ(silent.fires("spf"), Fired{});
}

} // namespace fingerpost::check
