#include "check/srv_set.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

constexpr auto right = "_imaps._tcp.example.com. 60 SRV 0 1 993 imap.example.net.";

TEST(SrvSet, our_own_denial_is_never_red) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("srv");
    for (const auto* id : {"srv-dot-mixed", "srv-dot-nonzero", "srv-port-zero"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(SrvSet, a_service_is_not_offered_and_denied_at_once) {
    DiscoveryDomain domain;
    domain.publish_but({right, "_imaps._tcp.example.com. 60 SRV 0 0 0 ."});
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-dot-mixed conflict"});
    const auto* finding = test::find(findings, "srv-dot-mixed", Verdict::conflict);
    EXPECT_EQ(test::lines_of(finding->withdraw), Lines{"_imaps._tcp.example.com. SRV 0 0 0 ."});
}

TEST(SrvSet, a_denial_is_all_zero) {
    DiscoveryDomain domain;
    domain.publish_but({"_imap._tcp.example.com. 60 SRV 0 1 143 ."});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-dot-nonzero wrong"});
}

TEST(SrvSet, nobody_connects_to_port_0) {
    DiscoveryDomain domain;
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 1 0 imap.example.net."});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-port-zero wrong"});
}

TEST(SrvSet, a_share_of_the_load_needs_a_weight_and_a_host) {
    DiscoveryDomain domain;
    domain.world.add("b.example.net. 60 A 192.0.2.1");
    const auto fires_with = [&](const std::string& first, const std::string& second) {
        auto copy = domain;
        const std::string owner = "_imaps._tcp.example.com. 60 SRV ";
        copy.publish_but({owner + first, owner + second});
        return copy.fires("srv");
    };
    EXPECT_EQ(fires_with("0 1 993 imap.example.net.", "0 3 993 b.example.net."), Lines{});
    EXPECT_EQ(fires_with("0 0 993 imap.example.net.", "9 0 993 b.example.net."), Lines{});
    EXPECT_EQ(
        fires_with("0 0 993 imap.example.net.", "0 0 993 b.example.net."),
        Lines{"srv-weights wrong"}
    );
    EXPECT_EQ(
        fires_with("0 1 993 imap.example.net.", "0 1 993 gone.example.net."),
        (Lines{"srv-target-no-address missing", "srv-weights wrong"})
    );
    domain.world.fail("gone.example.net", resolve::Type::aaaa, resolve::Failure::timeout);
    const auto unclear = fires_with("0 1 993 imap.example.net.", "0 1 993 gone.example.net.");
    EXPECT_EQ(std::count(unclear.begin(), unclear.end(), "srv-weights unknown"), 1);
}

} // namespace

} // namespace fingerpost::check
