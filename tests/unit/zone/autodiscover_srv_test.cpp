#include "zone/autodiscover_srv.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;

TEST(AutodiscoverSrv, it_leads_to_the_discovery_host) {
    EXPECT_EQ(
        at(desired_for(test::mail_offer()), "_autodiscover._tcp.example.com."),
        "SRV 0 1 443 discover.example.net."
    );
}

TEST(AutodiscoverSrv, of_a_host_without_a_name_it_leads_to_the_name_that_has_the_address) {
    EXPECT_EQ(
        at(desired_for(test::mail_offer(), {"192.0.2.7", {}}), "_autodiscover._tcp.example.com."),
        "SRV 0 1 443 autodiscover.example.com."
    );
}
