#include "zone/caa.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(Caa, names_each_issuer_with_its_parameters) {
    const auto found = at(desired_for(test::policy_offer()), "example.com.");
    EXPECT_TRUE(found.starts_with(
        "CAA 0 iodef \"mailto:security@example.com\" | CAA 0 issue \"ca.example.net\" | "
        "CAA 0 issue \"ca.example.org; accounturi=https://ca.example.org/acct/1; "
        "validationmethods=dns-01,http-01\" | CAA 0 issuewild \";\" | "
    )) << found;
}

TEST(Caa, none_stands_before_every_issuer) {
    const auto offer = offer_with(
        offer_with({}, AttributeId::caa_issue, "any", "ca.example.net"),
        AttributeId::caa_issue,
        "none"
    );
    EXPECT_EQ(at(desired_for(offer), "example.com."), "CAA 0 issue \";\"");
}
