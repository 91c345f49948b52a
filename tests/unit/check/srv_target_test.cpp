#include "check/srv_target.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

/// What fires when the record of IMAP leads there.
Lines fires_for(DiscoveryDomain domain, const std::string& target) {
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 1 993 " + target});
    return domain.fires("srv");
}

TEST(SrvTarget, our_hosts_are_right) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("srv");
    for (const auto* id :
         {"srv-target-foreign",
          "srv-target-no-address",
          "srv-target-cname",
          "srv-target-is-ip",
          "srv-target-unqualified"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(SrvTarget, a_strangers_host_is_foreign) {
    DiscoveryDomain domain;
    domain.world.add("imap.example.org. 60 A 203.0.113.9");
    EXPECT_EQ(fires_for(domain, "imap.example.org."), Lines{"srv-target-foreign wrong"});
}

TEST(SrvTarget, behind_nat_the_world_sees_another_address_of_ours) {
    DiscoveryDomain domain;
    domain.world.add("imap.example.org. 60 A 203.0.113.9");
    domain.circumstances.own_addresses = {"203.0.113.9"};
    EXPECT_EQ(fires_for(domain, "imap.example.org."), Lines{});
}

TEST(SrvTarget, nobody_is_foreign_while_our_own_addresses_are_not_known) {
    DiscoveryDomain domain;
    domain.world.add("imap.example.org. 60 A 203.0.113.9");
    domain.world.fail("smtp.example.net", resolve::Type::aaaa, resolve::Failure::timeout);
    EXPECT_EQ(fires_for(domain, "imap.example.org."), (Lines{"srv-target-foreign unknown"}));
}

TEST(SrvTarget, a_host_without_address_cannot_be_reached) {
    EXPECT_EQ(fires_for({}, "gone.example.net."), Lines{"srv-target-no-address missing"});
}

TEST(SrvTarget, a_host_that_nobody_can_look_up_is_not_missing) {
    DiscoveryDomain domain;
    domain.world.fail("gone.example.net", resolve::Type::a, resolve::Failure::refused);
    EXPECT_EQ(
        fires_for(domain, "gone.example.net."),
        (Lines{
            "srv-target-cname unknown",
            "srv-target-foreign unknown",
            "srv-target-no-address unknown"})
    );
}

TEST(SrvTarget, an_alias_is_no_target) {
    DiscoveryDomain domain;
    domain.world.add("mail.example.com. 60 CNAME imap.example.net.");
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 1 993 mail.example.com."});
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-target-cname wrong"});
    const auto* finding = test::find(findings, "srv-target-cname", Verdict::wrong);
    EXPECT_EQ(finding->detail, "mail.example.com is an alias of imap.example.net");
}

TEST(SrvTarget, an_address_is_no_target_with_or_without_the_zone_behind_it) {
    EXPECT_EQ(fires_for({}, "192.0.2.1."), Lines{"srv-target-is-ip wrong"});
    EXPECT_EQ(fires_for({}, "192.0.2.1.example.com."), Lines{"srv-target-is-ip wrong"});
}

TEST(SrvTarget, a_forgotten_dot_doubles_the_zone) {
    DiscoveryDomain domain;
    domain.world.add("*.example.com. 60 A 192.0.2.1");
    EXPECT_EQ(
        fires_for(domain, "imap.example.net.example.com."), Lines{"srv-target-unqualified wrong"}
    );
    EXPECT_EQ(
        fires_for(domain, "imap.example.com.example.com."), Lines{"srv-target-unqualified wrong"}
    );
    EXPECT_EQ(fires_for(domain, "imap."), Lines{"srv-target-unqualified wrong"});
}

TEST(SrvTarget, a_domain_inside_a_zone_has_its_parents_name_appended) {
    DiscoveryDomain domain;
    domain.domain = "mail.example.com";
    domain.publish_but(
        {"_imaps._tcp.mail.example.com. 60 SRV 0 1 993 imap.example.net.example.com."}
    );
    const auto findings = domain.judge("srv");
    const auto* finding = test::find(findings, "srv-target-unqualified", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->detail, "meant is imap.example.net.");
}

} // namespace

} // namespace fingerpost::check
