#include "check/wildcard.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

DiscoveryDomain domain_with(const Lines& lines) {
    DiscoveryDomain domain;
    domain.publish_but(lines);
    return domain;
}

TEST(Wildcard, explicit_records_are_not_shadowed) {
    auto domain = domain_with({"*.example.com. 60 A 203.0.113.80"});
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{});
    EXPECT_TRUE(test::holds(findings, "wildcard-shadow"));
}

TEST(Wildcard, a_name_we_left_out_is_the_wildcards) {
    DiscoveryDomain bare;
    bare.left_out = {"autodiscover.example.com."};
    bare.publish_but({"*.example.com. 60 A 203.0.113.80"});
    const auto findings = bare.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{"wildcard-shadow wrong"});
    const auto* finding = test::find(findings, "wildcard-shadow", Verdict::wrong);
    EXPECT_EQ(
        test::lines_of(finding->publish),
        Lines{"autodiscover.example.com. CNAME discover.example.net."}
    );
    bare.world.add("autodiscover.example.com. 60 TXT \"a tombstone\"");
    EXPECT_EQ(bare.fires("names"), Lines{});
}

TEST(Wildcard, a_name_we_do_not_want_is_ended_by_a_text_record) {
    DiscoveryDomain domain;
    domain.host = {};
    domain.circumstances.own_addresses = {"192.0.2.1"};
    domain.publish_but({"*.example.com. 60 CNAME web.example.org."});
    domain.world.add("web.example.org. 60 A 203.0.113.80");
    const auto findings = domain.judge("names");
    const auto* finding = test::find(findings, "wildcard-shadow", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(finding->publish[0].type, "TXT");
    EXPECT_EQ(finding->publish[0].owner, finding->subject + '.');
}

TEST(Wildcard, a_wildcard_that_leads_to_us_is_welcome) {
    DiscoveryDomain domain;
    domain.left_out = {"autoconfig.example.com.", "autodiscover.example.com."};
    domain.publish_but({"*.example.com. 60 CNAME discover.example.net."});
    EXPECT_EQ(domain.fires("names"), Lines{});
}

TEST(Wildcard, nobody_knows_of_a_wildcard_that_cannot_be_looked_up) {
    auto domain = domain_with({});
    domain.world.fail("q7x2.example.com", resolve::Type::a, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("names"), Lines{"wildcard-shadow unknown"});
}

TEST(Wildcard, no_policy_comes_from_a_wildcards_alias) {
    auto domain = domain_with({"*.example.com. 60 CNAME web.example.org."});
    domain.world.add("web.example.org. 60 A 203.0.113.80");
    EXPECT_EQ(domain.fires("names"), Lines{}) << "the alias has no text to tell";
    domain.world.add("web.example.org. 60 TXT \"v=DMARC1; p=none\"");
    EXPECT_EQ(domain.fires("names"), Lines{"wildcard-txt-cname wrong"});
    for (const auto* name : {"_dmarc", "_mta-sts"})
        domain.world.add(std::string(name) + ".example.com. 60 TXT \"our own\"");
    domain.world.add("_smtp._tls.example.com. 60 CNAME reports.example.net.");
    EXPECT_EQ(domain.fires("names"), Lines{}) << "an alias of its own is anybody's right";
    domain.world.fail("_dmarc.example.com", resolve::Type::txt, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("names"), Lines{"wildcard-txt-cname unknown"});
}

TEST(Wildcard, our_first_record_below_a_name_ends_the_wildcard_there) {
    DiscoveryDomain domain;
    domain.world.add("*.example.com. 60 A 203.0.113.80");
    const auto findings = domain.judge("names");
    const auto* finding = test::find(findings, "wildcard-ent-effect", Verdict::conflict);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::info);
    EXPECT_EQ(finding->subject, "_tcp.example.com");
    domain.publish();
    EXPECT_TRUE(test::holds(domain.judge("names"), "wildcard-ent-effect"));
}

TEST(Wildcard, of_services_promises_all_of_them) {
    auto domain = domain_with({"*._tcp.example.com. 60 SRV 0 1 443 web.example.org."});
    EXPECT_EQ(domain.fires("names"), Lines{"wildcard-shadow wrong"});
}

} // namespace

} // namespace fingerpost::check
