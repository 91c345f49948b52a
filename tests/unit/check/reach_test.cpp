#include "check/reach.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Type;
using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

const resolve::Vantage outside{resolve::Vantage::Kind::other, "203.0.113.53"};

TEST(Reach, public_addresses_are_right) {
    DiscoveryDomain domain;
    domain.publish();
    domain.circumstances.others = {outside};
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{});
    for (const auto* id : {"private-address", "split-horizon", "idn-form"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(Reach, a_private_address_means_nothing_to_the_world) {
    DiscoveryDomain domain;
    domain.world.add("imap.example.net. 60 AAAA fd00::1");
    domain.publish();
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{"private-address wrong"});
    const auto* finding = test::find(findings, "private-address", Verdict::wrong);
    EXPECT_EQ(finding->subject, "imap.example.net");
    EXPECT_EQ(finding->found, "fd00::1, which is private (RFC 4193)");
}

TEST(Reach, a_private_address_the_operator_has_named_is_meant) {
    DiscoveryDomain domain;
    domain.world.add("imap.example.net. 60 A 10.0.0.1");
    domain.circumstances.own_addresses = {"10.0.0.1"};
    domain.publish();
    EXPECT_EQ(domain.fires("names"), Lines{});
}

TEST(Reach, our_resolver_may_see_the_inside) {
    DiscoveryDomain domain;
    domain.publish();
    // the other vantage sees all that is public; ours sees a private address too
    for (const auto* name : {"discover", "imap", "pop", "smtp", "dav"})
        domain.world.add(std::string(name) + ".example.net. 60 A 192.0.2.1", outside);
    for (const auto& record : domain.desired())
        domain.world.add(record.owner + " 60 " + record.type + ' ' + record.data, outside);
    domain.world.add("imap.example.net. 60 A 10.0.0.1");
    domain.circumstances.others = {outside};
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{"split-horizon conflict"});
}

TEST(Reach, one_lost_resolver_is_no_error) {
    DiscoveryDomain domain;
    domain.publish();
    domain.circumstances.others = {outside};
    domain.world.fail("imap.example.net", Type::a, resolve::Failure::timeout, outside);
    EXPECT_EQ(domain.fires("names"), Lines{"split-horizon unknown"});
}

TEST(Reach, an_address_nobody_can_look_up_is_unknown) {
    DiscoveryDomain domain;
    domain.publish();
    domain.world.fail("imap.example.net", Type::aaaa, resolve::Failure::timeout);
    const auto findings = domain.judge("names");
    EXPECT_NE(test::find(findings, "private-address", Verdict::unknown), nullptr);
    EXPECT_EQ(test::find(findings, "private-address", Verdict::wrong), nullptr);
}

TEST(Reach, names_are_a_labels) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 MX 10 xn--bcher-kva.example.");
    domain.publish();
    EXPECT_EQ(domain.fires("names"), Lines{});
    domain.world.add("example.com. 60 MX 20 b\\195\\188cher.example.");
    const auto findings = domain.judge("names");
    const auto* finding = test::find(findings, "idn-form", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->expected, "xn--bcher-kva.example");
    domain.world.fail("example.com", Type::mx, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("names"), Lines{"idn-form unknown"});
    domain = {};
    domain.world.add("example.com. 60 MX 10 xn--0.example.");
    domain.publish();
    EXPECT_EQ(domain.fires("names"), Lines{"idn-form wrong"});
}

} // namespace

} // namespace fingerpost::check
