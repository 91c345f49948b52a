#include "check/autodiscover.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

constexpr auto our_srv = "_autodiscover._tcp.example.com. 60 SRV 0 1 443 discover.example.net.";
constexpr auto root_url = "https://example.com/autodiscover/autodiscover.xml";
constexpr auto schema = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

DiscoveryDomain domain_with(const Lines& lines) {
    DiscoveryDomain domain;
    domain.left_out = {"autodiscover.example.com.", "_autodiscover._tcp.example.com."};
    domain.publish_but(lines);
    return domain;
}

TEST(Autodiscover, name_and_srv_record_of_ours_are_right) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("autodiscover");
    EXPECT_EQ(test::fired(findings), Lines{});
    for (const auto* id :
         {"autodiscover-missing", "autodiscover-conflict", "autodiscover-foreign-left"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(Autodiscover, one_of_both_is_enough) {
    EXPECT_EQ(domain_with({our_srv}).fires("autodiscover"), Lines{});
    EXPECT_EQ(
        domain_with({"autodiscover.example.com. 60 A 192.0.2.1"}).fires("autodiscover"), Lines{}
    );
    EXPECT_EQ(domain_with({}).fires("autodiscover"), Lines{"autodiscover-missing missing"});
}

TEST(Autodiscover, a_wildcard_does_not_make_it_right_and_a_tombstone_cures_it) {
    auto domain = domain_with({our_srv, "*.example.com. 60 A 203.0.113.80"});
    EXPECT_EQ(
        domain.fires("autodiscover"),
        (Lines{"autodiscover-conflict conflict", "autodiscover-missing wrong"})
    );
    domain.world.add("autodiscover.example.com. 60 TXT \"nothing here\"");
    EXPECT_EQ(domain.fires("autodiscover"), Lines{});
}

TEST(Autodiscover, what_cannot_be_looked_up_is_not_missing) {
    auto domain = domain_with({});
    domain.world.fail("autodiscover.example.com", resolve::Type::a, resolve::Failure::timeout);
    EXPECT_EQ(
        domain.fires("autodiscover"),
        (Lines{"autodiscover-foreign-left unknown", "autodiscover-missing unknown"})
    );
    auto other = domain_with({});
    other.world.fail(
        "_autodiscover._tcp.example.com", resolve::Type::srv, resolve::Failure::servfail
    );
    EXPECT_EQ(other.fires("autodiscover"), Lines{"autodiscover-missing unknown"});
}

TEST(Autodiscover, a_strangers_srv_record_beside_our_name_is_dead_weight) {
    auto domain = domain_with(
        {"autodiscover.example.com. 60 CNAME discover.example.net.",
         "_autodiscover._tcp.example.com. 60 SRV 0 0 443 old.example.org."}
    );
    domain.world.add("old.example.org. 60 A 203.0.113.9");
    const auto findings = domain.judge("autodiscover");
    EXPECT_EQ(test::fired(findings), Lines{"autodiscover-conflict conflict"});
    const auto* finding = test::find(findings, "autodiscover-conflict", Verdict::conflict);
    EXPECT_EQ(
        test::lines_of(finding->withdraw),
        Lines{"_autodiscover._tcp.example.com. SRV 0 0 443 old.example.org."}
    );
    domain.world.fail("old.example.org", resolve::Type::a, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("autodiscover"), Lines{"autodiscover-conflict unknown"});
}

TEST(Autodiscover, a_web_host_that_hands_requests_on_is_right) {
    auto domain = domain_with({"autodiscover.example.com. 60 A 203.0.113.80"});
    domain.circumstances.live = true;
    EXPECT_EQ(domain.fires("autodiscover"), Lines{"autodiscover-missing wrong"});
    domain.world.page(
        "https://autodiscover.example.com/autodiscover/autodiscover.xml", 200, "text/xml", schema
    );
    EXPECT_EQ(domain.fires("autodiscover"), Lines{});
}

TEST(Autodiscover, the_domains_own_web_server_may_stand_in_the_way) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 A 203.0.113.80");
    domain.publish();
    domain.circumstances.live = true;
    const auto fires_with = [&](int status, const std::string& body) {
        domain.world.page(root_url, status, "text/html", body);
        return domain.fires("autodiscover");
    };
    EXPECT_EQ(fires_with(404, ""), Lines{});
    EXPECT_EQ(fires_with(302, ""), Lines{});
    EXPECT_EQ(fires_with(200, schema + std::string(" imap.example.net")), Lines{});
    EXPECT_EQ(fires_with(200, "<html>"), Lines{"autodiscover-root-shadow wrong"});
    EXPECT_EQ(fires_with(401, ""), Lines{"autodiscover-root-shadow wrong"});
    domain.world.page(root_url, Page(Error{Errc::timeout, "timed out"}));
    EXPECT_EQ(domain.fires("autodiscover"), Lines{"autodiscover-root-shadow unknown"});
}

TEST(Autodiscover, a_former_providers_alias_sends_passwords_there) {
    auto domain =
        domain_with({our_srv, "autodiscover.example.com. 60 CNAME autodiscover.outlook.com."});
    domain.world.add("autodiscover.outlook.com. 60 A 203.0.113.52");
    domain.world.add("example.com. 60 MX 10 mx1.example.net.");
    const auto findings = domain.judge("autodiscover");
    const auto* finding = test::find(findings, "autodiscover-foreign-left", Verdict::stale);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->detail, "this is Microsoft 365");
    EXPECT_EQ(
        test::lines_of(finding->withdraw),
        Lines{"autodiscover.example.com. CNAME autodiscover.outlook.com."}
    );
    EXPECT_EQ(
        test::lines_of(finding->publish),
        Lines{"autodiscover.example.com. CNAME discover.example.net."}
    );
}

TEST(Autodiscover, a_provider_that_takes_the_mail_is_not_a_former_one) {
    auto domain =
        domain_with({our_srv, "autodiscover.example.com. 60 CNAME autodiscover.outlook.com."});
    domain.world.add("example.com. 60 MX 0 example-com.mail.protection.outlook.com.");
    const auto findings = domain.judge("autodiscover");
    EXPECT_EQ(test::find(findings, "autodiscover-foreign-left", Verdict::stale), nullptr);
}

} // namespace

} // namespace fingerpost::check
