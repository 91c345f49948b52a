#include "zone/spf_txt.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(SpfTxt, is_the_domains_own) {
    const auto offer = offer_with({}, AttributeId::spf, "v=spf1 include:_spf.%EMAILDOMAIN% -all");
    EXPECT_EQ(
        at(desired_for(offer), "example.com."), "TXT \"v=spf1 include:_spf.example.com -all\""
    );
    EXPECT_EQ(at(desired_for({}), "example.com."), "");
}

TEST(SpfTxt, there_is_never_a_second_one) {
    auto offer = offer_with(test::policy_offer(), AttributeId::no_mail, "@");
    std::size_t count = 0;
    for (const auto& record : desired_for(offer))
        count += record.owner == "example.com." && record.data.starts_with("\"v=spf1");
    EXPECT_EQ(count, 1U);
}
