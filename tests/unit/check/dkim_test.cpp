#include "check/dkim.hpp"

#include "check/dkim_key.hpp"
#include "check/placed_tags.hpp"
#include "support/mail_domain.hpp"
#include "support/sample_keys.hpp"
#include "zone/presentation.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::fired;
using test::Fired;
using test::MailDomain;

namespace {

const std::string key_text = "v=DKIM1; k=rsa; p=" + std::string(test::rsa_2048);

std::string line(const std::string& text, const std::string& name = "s1._domainkey.example.com") {
    return name + ". 60 TXT " + zone::txt_data(text);
}

/// Signs by s1; that shows `text`.
MailDomain signer(const std::string& text) {
    MailDomain mail;
    mail.set(AttributeId::dkim, key_text, "s1");
    if (!text.empty()) mail.world.add(line(text));
    return mail;
}

} // namespace

TEST(DkimCheck, nothing_fires_where_the_selector_shows_our_key) {
    auto mail = signer(key_text);
    EXPECT_EQ(mail.fires("dkim"), Fired{});
    EXPECT_EQ(mail.judge("dkim").all().size(), 6U) << "all but the old selectors";
}

TEST(DkimCheck, other_spellings_are_the_same_key) {
    for (const auto& text :
         {"p=" + std::string(test::rsa_2048),
          "v=DKIM1;k=rsa;n=a note;p=" + std::string(test::rsa_2048_bare) + ';',
          "v=DKIM1; h=sha256; s=email; x_more=1; p= " +
              std::string(test::rsa_2048).insert(70, "  ")})
        EXPECT_EQ(signer(text).fires("dkim"), Fired{}) << text;
}

TEST(DkimCheck, an_alias_is_followed_and_so_is_a_delegated_domainkey) {
    MailDomain mail;
    mail.set(AttributeId::dkim, key_text, "s1");
    mail.world.add("s1._domainkey.example.com. 60 CNAME s1.dkim.example.net.");
    mail.world.add("_domainkey.example.com. 60 NS ns.elsewhere.test.");
    mail.world.add("s1.dkim.example.net. 60 CNAME keys.example.net.");
    EXPECT_EQ(mail.fires("dkim"), Fired{"dkim-missing missing"});
    const auto findings = mail.judge("dkim");
    EXPECT_EQ(
        find(findings, "dkim-missing", Verdict::missing)->publish[0].owner, "keys.example.net."
    );
    mail.world.add(line(key_text, "keys.example.net"));
    EXPECT_EQ(mail.fires("dkim"), Fired{});
}

TEST(DkimCheck, other_text_at_the_name_is_no_key_and_no_conflict) {
    auto mail = signer("");
    mail.world.add("*.example.com. 60 TXT \"v=spf1 -all\"");
    EXPECT_EQ(mail.fires("dkim"), Fired{"dkim-missing missing"});
    mail.world.add(line(key_text));
    mail.world.add(line("managed by hand"));
    EXPECT_EQ(mail.fires("dkim"), Fired{});
}

TEST(DkimCheck, silence_is_not_absence) {
    auto mail = signer("");
    mail.world.fail("s1._domainkey.example.com", Type::txt, Failure::timeout);
    EXPECT_EQ(
        mail.fires("dkim"),
        (Fired{"dkim-mismatch unknown", "dkim-missing unknown", "dkim-parse unknown"})
    );
}

TEST(DkimCheck, another_key_is_told_even_where_it_is_as_good) {
    EXPECT_EQ(
        signer("v=DKIM1; p=" + std::string(test::rsa_4096)).fires("dkim"),
        Fired{"dkim-mismatch wrong"}
    );
    EXPECT_EQ(
        signer("v=DKIM1; k=ed25519; p=" + std::string(test::ed25519)).fires("dkim"),
        Fired{"dkim-mismatch wrong"}
    );
}

TEST(DkimCheck, what_cannot_be_read_is_told_with_its_place) {
    const auto found = [](const std::string& text) {
        const auto findings = signer(text).judge("dkim");
        const auto* finding = find(findings, "dkim-parse", Verdict::wrong);
        return finding ? finding->found.substr(0, finding->found.find(": \"")) : "";
    };
    EXPECT_EQ(found("v=DKIM1; k=rsa; p=MIGf\\MA0"), "character 23: what does not belong to base64");
    EXPECT_EQ(
        found("\"" + key_text + "\""),
        "character 1: a quotation mark that does not belong to the record"
    );
    EXPECT_EQ(found("v=DKIM1; k=dsa; p=AAAA"), "character 12: k is neither rsa nor ed25519");
    EXPECT_EQ(found("k=rsa; v=DKIM1; p=AAAA"), "character 10: v is DKIM1 and stands first");
    EXPECT_EQ(found("v=DKIM1; k=rsa; p=AAAA"), "character 19: no RSA public key");
    EXPECT_EQ(found("v=DKIM1; k=rsa"), "character 15: p is missing");
}

TEST(DkimCheck, two_keys_at_one_selector_are_one_too_many) {
    auto mail = signer(key_text);
    mail.world.add(line("v=DKIM1; p=" + std::string(test::rsa_4096)));
    const auto findings = mail.judge("dkim");
    const auto* finding = find(findings, "dkim-parse", Verdict::conflict);
    ASSERT_TRUE(finding);
    ASSERT_EQ(finding->withdraw.size(), 1U) << "ours stays";
    EXPECT_NE(finding->withdraw[0].data.find("MIICIjAN"), std::string::npos);
}

TEST(DkimCheck, weak_keys_are_worse_the_smaller_they_are) {
    const auto severity = [](std::string_view key, const std::string& tags = "") {
        const auto findings = signer("v=DKIM1; " + tags + "p=" + std::string(key)).judge("dkim");
        const auto* finding = find(findings, "dkim-weak", Verdict::wrong);
        return finding ? name(finding->severity) : "";
    };
    EXPECT_EQ(severity(test::rsa_512), "error");
    EXPECT_EQ(severity(test::rsa_1024), "warning");
    EXPECT_EQ(severity(test::rsa_2048), "");
    EXPECT_EQ(severity(test::rsa_2048, "h=sha1; "), "error");
    EXPECT_EQ(severity(test::rsa_2048, "h=sha1:sha256; "), "");
}

TEST(DkimCheck, a_revoked_key_and_one_under_test_are_told) {
    EXPECT_EQ(signer("v=DKIM1; p=").fires("dkim"), Fired{"dkim-revoked wrong"});
    EXPECT_EQ(
        signer("v=DKIM1; t=s:y; p=" + std::string(test::rsa_2048)).fires("dkim"),
        Fired{"dkim-testing wrong"}
    );
}

TEST(DkimCheck, what_we_revoke_may_be_empty_or_gone_but_not_valid) {
    MailDomain mail;
    mail.set(AttributeId::dkim, "v=DKIM1; p=", "s1");
    EXPECT_EQ(mail.fires("dkim"), Fired{});
    mail.world.add(line(key_text));
    EXPECT_EQ(mail.fires("dkim"), Fired{"dkim-old-selector stale"});
}

TEST(DkimCheck, a_former_selector_may_stay_a_week) {
    auto mail = signer(key_text);
    mail.circumstances.now = 1000000;
    mail.memory = mail.judge("dkim").remembered();
    mail.set(AttributeId::dkim, "", "s1");
    EXPECT_EQ(mail.judge_again("dkim").all().size(), 1U);
    mail.circumstances.now += 6 * 24 * 3600;
    EXPECT_EQ(fired(mail.judge_again("dkim")), Fired{});
    mail.circumstances.now += 2 * 24 * 3600;
    EXPECT_EQ(fired(mail.judge_again("dkim")), Fired{"dkim-old-selector stale"});
    EXPECT_EQ(fired(mail.judge_again("dkim")), Fired{"dkim-old-selector stale"})
        << "until it is gone";
    mail.world = {};
    EXPECT_EQ(fired(mail.judge_again("dkim")), Fired{});
    EXPECT_TRUE(mail.judge("dkim").remembered().empty());
}

TEST(PlacedTags, every_tag_keeps_its_place) {
    const auto tags = PlacedTags::read(" v = DKIM1 ;\tk=; ;p=a=b; ");
    ASSERT_TRUE(tags);
    EXPECT_EQ(tags->all().size(), 3U);
    EXPECT_EQ(tags->find("v")->at, 5U);
    EXPECT_EQ(tags->get("v"), "DKIM1");
    EXPECT_EQ(tags->get("p"), "a=b");
    EXPECT_EQ(tags->find("p")->at, 20U);
    EXPECT_EQ(
        PlacedTags::read("v=1; nonsense").error().what, "character 6: \"nonsense\" is no tag=value"
    );
    EXPECT_EQ(PlacedTags::read("v=1; v=2").error().what, "character 6: the tag v comes twice");
}

} // namespace fingerpost::check
