#include "zone/mx.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

namespace {

std::string mx_of(std::string exchangers, const zone::HostSettings& host = {}) {
    const auto offer = offer_with({}, AttributeId::mx, std::move(exchangers));
    return at(desired_for(offer, host), "example.com.");
}

} // namespace

TEST(Mx, keeps_the_order_of_the_exchangers) {
    EXPECT_EQ(
        mx_of("mx1.example.net, mx.%EMAILDOMAIN%"), "MX 10 mx1.example.net. | MX 20 mx.example.com."
    );
    EXPECT_EQ(mx_of(""), "");
}

TEST(Mx, never_leads_to_an_alias_of_ours) {
    EXPECT_EQ(mx_of("autoconfig.example.com", {"discover.example.net", {}}), "");
    const zone::HostSettings known{"discover.example.net", {"192.0.2.7"}};
    const auto offer = offer_with({}, AttributeId::mx, "autoconfig.example.com");
    const auto records = desired_for(offer, known);
    EXPECT_EQ(at(records, "example.com."), "MX 10 autoconfig.example.com.");
    EXPECT_EQ(at(records, "autoconfig.example.com."), "A 192.0.2.7");
}

TEST(Mx, a_domain_that_takes_no_mail_has_nothing_that_says_otherwise) {
    auto offer = offer_with(test::rich_offer(), AttributeId::mx, ".");
    offer.attributes.set({AttributeId::tlsrpt, "", "mailto:tls@example.net"});
    const auto records = desired_for(offer);
    EXPECT_EQ(at(records, "example.com."), "MX 0 .");
    for (const auto* owner :
         {"_imaps._tcp",
          "_imap._tcp",
          "_submissions._tcp",
          "_sieve._tcp",
          "_mta-sts",
          "mta-sts",
          "_smtp._tls"})
        EXPECT_EQ(at(records, std::string(owner) + ".example.com."), "") << owner;
    EXPECT_NE(at(records, "_caldavs._tcp.example.com."), "");
}
