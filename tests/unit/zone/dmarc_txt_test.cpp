#include "zone/dmarc_txt.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

namespace {

zone::Records elsewhere(std::string_view domain, std::string policy) {
    const auto offer = offer_with({}, AttributeId::dmarc, std::move(policy));
    const zone::HostSettings host;
    return zone::dmarc_reports_elsewhere({domain, offer, host});
}

} // namespace

TEST(DmarcTxt, is_below_the_domain) {
    const auto offer =
        offer_with({}, AttributeId::dmarc, "v=DMARC1; p=none; rua=mailto:d@%EMAILDOMAIN%");
    EXPECT_EQ(
        at(desired_for(offer), "_dmarc.example.com."),
        "TXT \"v=DMARC1; p=none; rua=mailto:d@example.com\""
    );
}

TEST(DmarcTxt, takes_the_reports_of_the_domains_that_are_named) {
    const auto records =
        desired_for(offer_with({}, AttributeId::dmarc_reports_for, "example.org, *"));
    for (const std::string about : {"example.org", "*"})
        EXPECT_EQ(at(records, about + "._report._dmarc.example.com."), "TXT \"v=DMARC1\"");
}

TEST(DmarcTxt, tells_what_the_zones_of_others_need) {
    const auto records = elsewhere(
        "example.com",
        "v=DMARC1; p=none; rua=mailto:a@example.net,mailto:b@example.net,mailto:c@example.com; "
        "ruf=mailto:d@mail.example.com,mailto:e@reports.example.org"
    );
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(at(records, "example.com._report._dmarc.example.net."), "TXT \"v=DMARC1\"");
    EXPECT_EQ(at(records, "example.com._report._dmarc.reports.example.org."), "TXT \"v=DMARC1\"");
    EXPECT_TRUE(elsewhere("sub.example.com", "v=DMARC1; p=none; rua=mailto:a@example.com").empty());
    EXPECT_TRUE(elsewhere("example.com", "").empty());
}
