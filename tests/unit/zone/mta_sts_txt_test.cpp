#include "zone/mta_sts_txt.hpp"

#include "protocol/mta_sts.hpp"
#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;

TEST(MtaStsTxt, names_the_policy_that_is_served) {
    const auto offer = test::rich_offer();
    const auto records = desired_for(offer);
    const auto policy = protocol::mta_sts_policy(offer, "example.com").value();
    EXPECT_EQ(
        at(records, "_mta-sts.example.com."), "TXT \"" + protocol::mta_sts_record(policy) + '"'
    );
    EXPECT_EQ(at(records, "mta-sts.example.com."), "CNAME discover.example.net.");
}

TEST(MtaStsTxt, is_left_out_with_its_host_where_there_is_no_policy) {
    const auto records = desired_for(test::full_offer());
    EXPECT_EQ(at(records, "_mta-sts.example.com."), "");
    EXPECT_EQ(at(records, "mta-sts.example.com."), "");
    EXPECT_EQ(at(desired_for(test::rich_offer(), {}), "_mta-sts.example.com."), "");
}
