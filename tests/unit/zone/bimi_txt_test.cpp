#include "zone/bimi_txt.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(BimiTxt, names_the_picture_and_its_certificate) {
    EXPECT_EQ(
        at(desired_for(test::policy_offer()), "default._bimi.example.com."),
        "TXT \"v=BIMI1; l=https://www.example.net/logo.svg; a=https://www.example.net/logo.pem\""
    );
}

TEST(BimiTxt, waits_for_a_policy_that_makes_forgery_fail) {
    const zone::HostSettings host;
    for (const auto* policy : {"", "v=DMARC1; p=none"}) {
        const auto offer = offer_with(test::policy_offer(), AttributeId::dmarc, policy);
        EXPECT_EQ(at(desired_for(offer), "default._bimi.example.com."), "");
        EXPECT_EQ(zone::bimi_held_back({"example.com", offer, host}).size(), 1U);
    }
    EXPECT_TRUE(zone::bimi_held_back({"example.com", test::policy_offer(), host}).empty());
}
