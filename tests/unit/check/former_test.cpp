#include "check/former.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

TEST(Former, nothing_is_left) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("former");
    EXPECT_TRUE(test::holds(findings, "former-provider"));
    EXPECT_TRUE(test::holds(findings, "former-verification"));
}

TEST(Former, what_is_left_is_to_be_deleted_and_tells_whom_it_leads_astray) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 MX 10 mx1.example.net.");
    domain.world.add("_imap._tcp.example.com. 60 SRV 0 1 143 mail.gandi.net.");
    domain.world.add("example.com. 60 TXT \"v=spf1 include:_mailcust.gandi.net ?all\"");
    const auto findings = domain.judge("former");
    EXPECT_EQ(test::fired(findings), Lines{"former-provider stale"});
    const auto* finding = test::find(findings, "former-provider", Verdict::stale);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(
        test::lines_of(finding->withdraw),
        (Lines{
            "_imap._tcp.example.com. SRV 0 1 143 mail.gandi.net.",
            "example.com. TXT \"v=spf1 include:_mailcust.gandi.net ?all\""})
    );
    EXPECT_EQ(
        test::lines_of(finding->publish),
        (Lines{"_imap._tcp.example.com. SRV 0 0 0 .", "example.com. TXT \"v=spf1 ?all\""})
    );
    EXPECT_NE(finding->detail.find("clients that look for SRV records"), std::string::npos);
}

TEST(Former, sending_through_several_providers_is_nobodys_mistake) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 MX 10 mx1.example.net.");
    domain.world.add("example.com. 60 TXT \"v=spf1 mx include:_spf.google.com -all\"");
    EXPECT_EQ(domain.fires("former"), Lines{});
    domain.offer.attributes.set({AttributeId::spf, "", "v=spf1 mx -all"});
    EXPECT_EQ(domain.fires("former"), Lines{"former-provider stale"});
    domain.offer.attributes.set({AttributeId::spf, "", "v=spf1 mx include:_spf.google.com -all"});
    EXPECT_EQ(domain.fires("former"), Lines{});
}

TEST(Former, a_proof_of_ownership_is_only_worth_a_note) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 TXT \"MS=ms12345678\"");
    const auto findings = domain.judge("former");
    EXPECT_EQ(test::fired(findings), Lines{"former-verification stale"});
    EXPECT_EQ(findings.all().front().severity, Severity::info);
}

TEST(Former, a_domain_that_has_not_moved_has_left_nothing) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 MX 0 example-com.mail.protection.outlook.com.");
    domain.world.add("autodiscover.example.com. 60 CNAME autodiscover.outlook.com.");
    EXPECT_EQ(domain.fires("former"), Lines{});
}

TEST(Former, what_cannot_be_looked_up_may_be_left) {
    DiscoveryDomain domain;
    domain.publish();
    domain.world.fail("example.com", resolve::Type::mx, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("former"), Lines{"former-provider unknown"});
}

} // namespace

} // namespace fingerpost::check
