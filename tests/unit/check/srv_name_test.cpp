#include "check/srv_name.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

TEST(SrvName, nothing_under_other_names_is_right) {
    DiscoveryDomain domain;
    domain.world.add("*.example.com. 60 A 192.0.2.99");
    domain.publish();
    const auto findings = domain.judge("srv");
    EXPECT_TRUE(test::holds(findings, "srv-obsolete-label"));
    EXPECT_TRUE(test::holds(findings, "srv-protocol-udp"));
}

TEST(SrvName, smtps_was_never_registered_for_clients) {
    DiscoveryDomain domain;
    domain.world.add("_smtps._tcp.example.com. 60 SRV 0 1 465 smtp.example.net.");
    domain.publish();
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-obsolete-label wrong"});
    const auto* finding = test::find(findings, "srv-obsolete-label", Verdict::wrong);
    EXPECT_EQ(
        test::lines_of(finding->withdraw),
        Lines{"_smtps._tcp.example.com. SRV 0 1 465 smtp.example.net."}
    );
    EXPECT_EQ(
        test::lines_of(finding->publish),
        Lines{"_submissions._tcp.example.com. SRV 0 1 465 smtp.example.net."}
    );
}

TEST(SrvName, the_port_of_implicit_tls_has_another_label) {
    DiscoveryDomain domain;
    domain.publish_but({"_submission._tcp.example.com. 60 SRV 10 1 465 smtp.example.net."});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-obsolete-label wrong"});
}

TEST(SrvName, mail_is_not_read_over_udp) {
    DiscoveryDomain domain;
    domain.world.add("_imaps._udp.example.com. 60 SRV 0 1 993 imap.example.net.");
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-protocol-udp wrong"});
}

TEST(SrvName, what_cannot_be_looked_up_is_unknown) {
    DiscoveryDomain domain;
    domain.publish();
    const auto srv = resolve::Type::srv;
    domain.world.fail("_smtps._tcp.example.com", srv, resolve::Failure::timeout);
    domain.world.fail("_imaps._udp.example.com", srv, resolve::Failure::servfail);
    EXPECT_EQ(
        domain.fires("srv"), (Lines{"srv-obsolete-label unknown", "srv-protocol-udp unknown"})
    );
}

} // namespace

} // namespace fingerpost::check
