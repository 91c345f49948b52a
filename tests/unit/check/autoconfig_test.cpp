#include "check/autoconfig.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

constexpr auto host = "autoconfig.example.com";
constexpr auto document = "<?xml version=\"1.0\"?><clientConfig version=\"1.1\"/>";

DiscoveryDomain domain_with(const Lines& lines) {
    DiscoveryDomain domain;
    domain.left_out = {"autoconfig.example.com."};
    domain.publish_but(lines);
    return domain;
}

probe::Visit visit_with(bool covers) {
    probe::Visit visit;
    visit.chain.resize(1);
    visit.chain[0].names = {"www.example.com"};
    visit.trust = probe::Trust{true, covers, "", 0};
    return visit;
}

TEST(Autoconfig, our_record_is_right) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("autoconfig");
    EXPECT_EQ(test::fired(findings), Lines{});
    EXPECT_TRUE(test::holds(findings, "autoconfig-host-missing"));
    EXPECT_TRUE(test::holds(findings, "autoconfig-host-wrong"));
}

TEST(Autoconfig, an_alias_that_the_dns_hoster_flattened_is_right) {
    const auto domain = domain_with({"autoconfig.example.com. 60 A 192.0.2.1"});
    EXPECT_EQ(domain.fires("autoconfig"), Lines{});
}

TEST(Autoconfig, the_address_the_world_sees_behind_nat_is_ours) {
    auto domain = domain_with({"autoconfig.example.com. 60 A 203.0.113.1"});
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"autoconfig-host-wrong wrong"});
    domain.circumstances.own_addresses = {"203.0.113.1"};
    EXPECT_EQ(domain.fires("autoconfig"), Lines{});
}

TEST(Autoconfig, a_missing_name_is_an_error_unless_the_domain_itself_tells_the_settings) {
    auto domain = domain_with({"example.com. 60 A 203.0.113.80"});
    domain.circumstances.live = true;
    const auto findings = domain.judge("autoconfig");
    const auto* finding = test::find(findings, "autoconfig-host-missing", Verdict::missing);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(
        test::lines_of(finding->publish),
        Lines{"autoconfig.example.com. CNAME discover.example.net."}
    );
    domain.world.page(
        "https://example.com/.well-known/autoconfig/mail/config-v1.1.xml", 200, "text/xml", document
    );
    EXPECT_EQ(domain.fires("autoconfig"), Lines{});
}

TEST(Autoconfig, a_name_whose_alias_leads_nowhere_is_wrong) {
    const auto domain = domain_with({"autoconfig.example.com. 60 CNAME gone.example.net."});
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"autoconfig-host-missing wrong"});
}

TEST(Autoconfig, a_resolver_that_does_not_answer_is_not_a_missing_name) {
    DiscoveryDomain domain;
    domain.world.fail(host, resolve::Type::a, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"autoconfig-host-missing unknown"});
}

TEST(Autoconfig, a_web_host_that_hands_requests_on_with_its_own_certificate_is_right) {
    auto domain = domain_with({"autoconfig.example.com. 60 A 203.0.113.80"});
    domain.circumstances.live = true;
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"autoconfig-host-wrong wrong"});
    domain.world.page(
        "https://autoconfig.example.com/mail/config-v1.1.xml", 200, "text/xml", document
    );
    EXPECT_EQ(domain.fires("autoconfig"), Lines{});
}

TEST(Autoconfig, the_certificate_must_be_for_the_name) {
    DiscoveryDomain domain;
    domain.publish();
    domain.circumstances.live = true;
    domain.world.visit(host, 443, visit_with(true));
    EXPECT_EQ(domain.fires("autoconfig"), Lines{});
    domain.world.visit(host, 443, visit_with(false));
    const auto findings = domain.judge("autoconfig");
    const auto* finding = test::find(findings, "autoconfig-host-wrong", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->found, "a certificate for www.example.com");
    domain.world.visit(host, 443, {probe::Trouble::timeout});
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"autoconfig-host-wrong unknown"});
}

TEST(Autoconfig, an_old_address_beside_ours_is_a_conflict) {
    const auto domain = domain_with(
        {"autoconfig.example.com. 60 A 192.0.2.1", "autoconfig.example.com. 60 AAAA 2001:db8::bad"}
    );
    const auto findings = domain.judge("autoconfig");
    const auto* finding = test::find(findings, "autoconfig-host-wrong", Verdict::conflict);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(
        test::lines_of(finding->withdraw), Lines{"autoconfig.example.com. AAAA 2001:db8::bad"}
    );
}

TEST(Autoconfig, an_old_txt_record_must_name_us_over_https) {
    const auto fires_with = [](const std::string& text) {
        DiscoveryDomain domain;
        domain.world.add("example.com. 60 TXT \"v=spf1 -all\"");
        domain.world.add("example.com. 60 TXT \"" + text + '"');
        domain.publish();
        return domain.fires("autoconfig");
    };
    EXPECT_EQ(fires_with("mailconf=https://autoconfig.example.com/mail/config-v1.1.xml"), Lines{});
    EXPECT_EQ(fires_with("mailconf=http://autoconfig.example.com/"), Lines{"mailconf-txt wrong"});
    EXPECT_EQ(fires_with("mailconf=https://www.example.org/"), Lines{"mailconf-txt wrong"});
    DiscoveryDomain domain;
    domain.publish();
    domain.world.fail("example.com", resolve::Type::txt, resolve::Failure::refused);
    EXPECT_EQ(domain.fires("autoconfig"), Lines{"mailconf-txt unknown"});
}

} // namespace

} // namespace fingerpost::check
