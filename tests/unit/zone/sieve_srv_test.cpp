#include "zone/sieve_srv.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::sample_server;

TEST(SieveSrv, starttls_is_listed) {
    EXPECT_EQ(
        at(desired_for(test::starttls_offer()), "_sieve._tcp.example.com."),
        "SRV 0 1 4190 mail.example.net."
    );
}

TEST(SieveSrv, implicit_tls_has_no_name_to_be_listed_under) {
    auto offer = test::mail_offer();
    offer.servers.push_back(
        sample_server(Service::managesieve, Security::tls, 4190, "mail.example.net")
    );
    EXPECT_EQ(at(desired_for(offer), "_sieve._tcp.example.com."), "");
}

TEST(SieveSrv, mail_without_filters_denies_them) {
    EXPECT_EQ(at(desired_for(test::mail_offer()), "_sieve._tcp.example.com."), "SRV 0 0 0 .");
}
