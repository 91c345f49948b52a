#include "zone/no_mail.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(NoMail, locks_the_domain_and_the_names_below_it) {
    const auto records = desired_for(offer_with({}, AttributeId::no_mail, "@, www"));
    for (const std::string name : {"example.com.", "www.example.com."}) {
        EXPECT_EQ(at(records, name), "MX 0 . | TXT \"v=spf1 -all\"");
        EXPECT_EQ(at(records, "_dmarc." + name), "TXT \"v=DMARC1; p=reject\"");
        EXPECT_EQ(at(records, "*._domainkey." + name), "TXT \"v=DKIM1; p=\"");
    }
}

TEST(NoMail, stands_before_what_else_is_known_but_for_the_policy) {
    const auto records = desired_for(offer_with(test::policy_offer(), AttributeId::no_mail, "@"));
    EXPECT_TRUE(at(records, "example.com.").ends_with("MX 0 . | TXT \"v=spf1 -all\""));
    EXPECT_EQ(at(records, "mail2026._domainkey.example.com."), "");
    EXPECT_NE(at(records, "_dmarc.example.com.").find("rua="), std::string::npos);
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "");
    EXPECT_EQ(at(records, "default._bimi.example.com."), "");
}

TEST(NoMail, leaves_our_own_aliases_alone) {
    const auto offer = offer_with({}, AttributeId::no_mail, "autoconfig");
    EXPECT_TRUE(at(desired_for(offer), "autoconfig.example.com.").starts_with("CNAME "));
    EXPECT_EQ(at(desired_for(offer), "_dmarc.autoconfig.example.com."), "");
    EXPECT_NE(at(desired_for(offer, {"192.0.2.7", {}}), "_dmarc.autoconfig.example.com."), "");
}
