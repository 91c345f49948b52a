#include "zone/tlsa.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

namespace {

const std::string owner = "_25._tcp.discover.example.com.";

zone::Records held_back(const Offer& offer) {
    const zone::HostSettings host;
    return zone::tlsa_held_back({"example.com", offer, host});
}

} // namespace

TEST(Tlsa, shows_the_key_in_use_and_the_next) {
    const auto records = desired_for(test::policy_offer());
    EXPECT_EQ(
        at(records, owner),
        "TLSA 3 1 1 " + std::string(64, 'a') + " | TLSA 3 1 1 " + std::string(64, 'b')
    );
    EXPECT_EQ(at(records, "_465._tcp.discover.example.com."), "TLSA 2 1 1 " + std::string(64, 'c'));
    EXPECT_TRUE(held_back(test::policy_offer()).empty());
}

TEST(Tlsa, speaks_of_hosts_inside_the_domain_only) {
    for (const auto& record : desired_for(test::policy_offer()))
        EXPECT_TRUE(record.owner.ends_with(".example.com.") || record.owner == "example.com.");
    EXPECT_EQ(at(desired_for(test::policy_offer()), "_25._tcp.mx2.example.net."), "");
}

TEST(Tlsa, waits_until_the_zone_is_signed) {
    for (const auto* state : {"", "unsigned"}) {
        const auto offer = offer_with(test::policy_offer(), AttributeId::dnssec, state);
        EXPECT_EQ(at(desired_for(offer), owner), "");
        EXPECT_EQ(held_back(offer).size(), 3U);
    }
}
