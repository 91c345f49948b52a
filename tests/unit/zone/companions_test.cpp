#include "zone/companions.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(Companions, tell_what_belongs_elsewhere_and_what_waits) {
    auto offer = offer_with(test::policy_offer(), AttributeId::dnssec, "unsigned");
    const zone::HostSettings host;
    const auto found = zone::companions_of({"example.com", offer, host});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(
        at(found[0].records, "example.com._report._dmarc.reports.example.net."), "TXT \"v=DMARC1\""
    );
    EXPECT_EQ(found[1].records.size(), 3U);
    EXPECT_NE(found[1].why.find("dnssec"), found[1].why.npos);
}

TEST(Companions, there_are_none_of_a_wildcard_row_or_of_a_plain_offer) {
    const zone::HostSettings host;
    EXPECT_TRUE(zone::companions_of({"*.example.com", test::policy_offer(), host}).empty());
    EXPECT_TRUE(zone::companions_of({"example.com", test::full_offer(), host}).empty());
}
