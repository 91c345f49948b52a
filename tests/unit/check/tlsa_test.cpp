#include "check/tlsa.hpp"

#include "check/tlsa_record.hpp"
#include "protocol/digest.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::Fired;
using test::MailDomain;

namespace {

probe::Certificate certificate(const std::string& key, const std::string& host) {
    probe::Certificate made;
    made.der = "whole " + key;
    made.public_key = key;
    made.names = {host};
    return made;
}

std::string sha256_of(const std::string& octets) {
    return protocol::hex(protocol::sha256(octets));
}

const std::string owner = "_25._tcp.mx1.example.com. 60 TLSA ";

probe::Visit shown_key(const std::string& key, const std::string& host = "mx1.example.com") {
    probe::Visit visit;
    visit.chain = {certificate(key, host), certificate("authority", "")};
    probe::Trust trust;
    trust.trusted = true;
    trust.covers = host == "mx1.example.com";
    visit.trust = trust;
    return visit;
}

/// mx1 shows a certificate with this key; the zone is signed.
MailDomain shows(const std::string& key) {
    MailDomain mail;
    mail.world.sign();
    mail.circumstances.validating = true;
    mail.world.add("example.com. 60 MX 10 mx1.example.com.");
    mail.world.add("mx1.example.com. 60 A 192.0.2.25");
    mail.world.visit("mx1.example.com", 25, shown_key(key));
    return mail;
}

} // namespace

TEST(Tlsa, nothing_fires_where_the_key_is_the_promised_one) {
    auto mail = shows("key");
    mail.world.add(owner + "3 1 1 " + sha256_of("key"));
    EXPECT_EQ(mail.fires("tlsa"), Fired{});
    EXPECT_EQ(mail.judge("tlsa").all().size(), tlsa_checks.size());
}

TEST(Tlsa, every_usual_form_of_record_is_understood) {
    const auto sha512 = protocol::hex(protocol::sha512("key"));
    for (const auto& data :
         {"3 0 1 " + sha256_of("whole key"),
          "3 1 2 " + sha512,
          "3 1 0 " + protocol::hex("key"),
          "2 1 1 " + sha256_of("authority"),
          "2 0 1 " + sha256_of("whole authority")}) {
        auto mail = shows("key");
        mail.world.add(owner + data);
        EXPECT_EQ(mail.fires("tlsa"), Fired{}) << data;
    }
}

TEST(Tlsa, one_record_that_matches_is_enough_and_its_owner_may_be_an_alias) {
    auto mail = shows("key");
    mail.world.add("_25._tcp.mx1.example.com. 60 CNAME tlsa.example.com.");
    mail.world.add("tlsa.example.com. 60 TLSA 3 1 1 " + sha256_of("next key"));
    mail.world.add("tlsa.example.com. 60 TLSA 3 1 1 " + sha256_of("key"));
    EXPECT_EQ(mail.fires("tlsa"), Fired{});
}

TEST(Tlsa, a_domain_without_it_is_only_asked_for_its_certificate) {
    EXPECT_EQ(shows("key").judge("tlsa").all().size(), 1U);
}

TEST(Tlsa, another_key_is_told_with_the_record_it_needs) {
    auto mail = shows("new key");
    mail.world.add(owner + "3 1 1 " + sha256_of("old key"));
    const auto findings = mail.judge("tlsa");
    const auto* finding = find(findings, "tlsa-match", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::error);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].data, "3 1 1 " + sha256_of("new key"));
    EXPECT_EQ(finding->publish[0].owner, "_25._tcp.mx1.example.com.") << "one dot at the end";
}

TEST(Tlsa, an_authority_vouches_only_for_the_hosts_name) {
    auto mail = shows("key");
    mail.world.visit("mx1.example.com", 25, shown_key("key", "other.example.com"));
    mail.world.add(owner + "2 1 1 " + sha256_of("authority"));
    EXPECT_NE(find(mail.judge("tlsa"), "tlsa-match", Verdict::wrong), nullptr);
}

TEST(Tlsa, a_server_that_cannot_be_seen_is_unknown_one_without_tls_is_wrong) {
    auto mail = shows("key");
    mail.world.add(owner + "3 1 1 " + sha256_of("key"));
    probe::Visit visit;
    visit.trouble = probe::Trouble::timeout;
    visit.what = "no answer";
    mail.world.visit("mx1.example.com", 25, visit);
    EXPECT_EQ(mail.fires("tlsa"), (Fired{"tls-cert-vs-mx unknown", "tlsa-match unknown"}));
    visit.trouble = probe::Trouble::no_starttls;
    mail.world.visit("mx1.example.com", 25, visit);
    EXPECT_EQ(mail.fires("tlsa"), (Fired{"tls-cert-vs-mx wrong", "tlsa-match wrong"}));
}

TEST(Tlsa, silence_is_not_absence) {
    auto mail = shows("key");
    mail.set(AttributeId::dnssec, "signed");
    mail.set(AttributeId::tlsa, sha256_of("key"), "mx1.example.com:25");
    mail.world.fail("_25._tcp.mx1.example.com", Type::tlsa, Failure::servfail);
    EXPECT_EQ(
        mail.fires("tlsa"),
        (Fired{"tlsa-insecure unknown", "tlsa-match unknown", "tlsa-params unknown"})
    );
}

TEST(Tlsa, what_ought_to_be_published_is_missed_the_next_key_too) {
    auto mail = shows("key");
    mail.set(AttributeId::dnssec, "signed");
    mail.set(AttributeId::tlsa, sha256_of("key"), "mx1.example.com:25");
    const auto bare = mail.judge("tlsa");
    EXPECT_EQ(find(bare, "tlsa-match", Verdict::missing)->severity, Severity::error);
    mail.set(AttributeId::tlsa_next, sha256_of("next"), "mx1.example.com:25");
    mail.world.add(owner + "3 1 1 " + sha256_of("key"));
    const auto findings = mail.judge("tlsa");
    const auto* finding = find(findings, "tlsa-match", Verdict::missing);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::warning);
    EXPECT_EQ(finding->expected, "3 1 1 " + sha256_of("next"));
    mail.world.add(owner + "3 1 1 " + sha256_of("next"));
    EXPECT_EQ(mail.fires("tlsa"), Fired{});
}

TEST(Tlsa, a_digest_of_nothing_is_the_worst_of_odd_records) {
    auto mail = shows("");
    mail.world.add(
        owner + "3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    const auto findings = mail.judge("tlsa");
    const auto* finding = find(findings, "tlsa-params", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_FALSE(find(findings, "tlsa-match", Verdict::ok)) << "an empty key matches nothing";
}

TEST(Tlsa, odd_fields_are_told) {
    for (const auto& [data, fault] :
         {std::pair{"0 0 1 " + std::string(64, 'a'), "usage 0, which mail servers pass over"},
          std::pair{"1 1 1 " + std::string(64, 'a'), "usage 1, which mail servers pass over"},
          std::pair{"3 1 1 " + std::string(62, 'a'), "a digest of 31 octets in place of 32"},
          std::pair{"3 1 2 " + std::string(64, 'a'), "a digest of 32 octets in place of 64"}}) {
        auto mail = shows("key");
        mail.world.add(owner + data);
        const auto findings = mail.judge("tlsa");
        const auto* finding = find(findings, "tlsa-params", Verdict::wrong);
        ASSERT_TRUE(finding) << data;
        EXPECT_EQ(finding->found, data + ": " + fault);
    }
}

TEST(Tlsa, without_dnssec_nobody_believes_it) {
    auto mail = shows("key");
    mail.world.add(owner + "3 1 1 " + sha256_of("key"));
    mail.circumstances.validating = false;
    EXPECT_EQ(mail.fires("tlsa"), Fired{"tlsa-insecure unknown"}) << "the resolver is not trusted";
    MailDomain insecure;
    insecure.circumstances.validating = true;
    insecure.world.add("example.com. 60 MX 10 mx1.example.com.");
    insecure.world.add("mx1.example.com. 60 A 192.0.2.25");
    insecure.world.visit("mx1.example.com", 25, shown_key("key"));
    insecure.world.add(owner + "3 1 1 " + sha256_of("key"));
    EXPECT_EQ(insecure.fires("tlsa"), Fired{"tlsa-insecure wrong"});
}

TEST(Tlsa, a_certificate_for_another_name_matters_with_mta_sts) {
    auto mail = shows("key");
    mail.world.visit("mx1.example.com", 25, shown_key("key", "mail.example.net"));
    const auto findings = mail.judge("tlsa");
    const auto* finding = find(findings, "tls-cert-vs-mx", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::info);
    mail.world.add("_mta-sts.example.com. 60 TXT \"v=STSv1; id=1\"");
    const auto enforced = mail.judge("tlsa");
    EXPECT_EQ(find(enforced, "tls-cert-vs-mx", Verdict::wrong)->severity, Severity::error);
}

TEST(Tlsa, exchangers_of_others_are_not_visited_without_need) {
    auto mail = shows("key");
    mail.set(AttributeId::mx, "mx9.example.com");
    EXPECT_TRUE(mail.judge("tlsa").all().empty());
}

} // namespace fingerpost::check
