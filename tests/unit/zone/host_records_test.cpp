#include "zone/host_records.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;
using test::at;
using test::desired_for;

TEST(HostRecords, both_names_are_aliases_of_a_host_elsewhere) {
    const auto records = desired_for(test::mail_offer(), {"discover.example.net", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "CNAME discover.example.net.");
    EXPECT_EQ(at(records, "autodiscover.example.com."), "CNAME discover.example.net.");
    EXPECT_EQ(at(records, "discover.example.net."), "") << "not in this zone";
}

TEST(HostRecords, a_final_dot_and_capitals_in_the_settings_do_no_harm) {
    const auto records = desired_for(test::mail_offer(), {"Discover.Example.NET.", {}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "CNAME discover.example.net.");
    EXPECT_EQ(at(records, "_autodiscover._tcp.example.com."), "SRV 0 1 443 discover.example.net.");
}

TEST(HostRecords, an_address_instead_of_a_name_becomes_address_records) {
    const auto records = desired_for(test::mail_offer(), {"192.0.2.7", {"2001:DB8:0::7"}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "A 192.0.2.7 | AAAA 2001:db8::7");
    EXPECT_EQ(at(records, "autodiscover.example.com."), "A 192.0.2.7 | AAAA 2001:db8::7");
}

TEST(HostRecords, one_address_in_two_spellings_is_one_record) {
    const auto records = desired_for(test::mail_offer(), {"2001:db8::7", {"2001:DB8:0:0::7", "x"}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "AAAA 2001:db8::7");
}

TEST(HostRecords, a_host_inside_the_domain_has_its_addresses_there) {
    const auto records = desired_for(test::mail_offer(), {"www.example.com", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "www.example.com."), "A 192.0.2.7");
    EXPECT_EQ(at(records, "autoconfig.example.com."), "CNAME www.example.com.");
}

TEST(HostRecords, the_domain_itself_may_be_the_host) {
    const auto records = desired_for(test::mail_offer(), {"example.com", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "example.com."), "A 192.0.2.7");
    EXPECT_EQ(at(records, "autoconfig.example.com."), "CNAME example.com.");
}

TEST(HostRecords, a_host_called_autoconfig_is_no_alias_of_itself) {
    const auto records = desired_for(test::mail_offer(), {"autoconfig.example.com", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "A 192.0.2.7");
    EXPECT_EQ(at(records, "autodiscover.example.com."), "CNAME autoconfig.example.com.");
}

TEST(HostRecords, a_name_that_only_ends_alike_is_not_inside_the_domain) {
    const auto records = desired_for(test::mail_offer(), {"www.badexample.com", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "www.badexample.com."), "");
}

TEST(HostRecords, nothing_known_of_the_host_gives_no_records) {
    const auto records = desired_for(test::mail_offer(), {});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "");
    EXPECT_EQ(at(records, "_autodiscover._tcp.example.com."), "");
    EXPECT_NE(at(records, "_imaps._tcp.example.com."), "");
}

TEST(HostRecords, a_mail_server_called_autodiscover_gets_addresses_because_targets_are_no_aliases) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "autodiscover.example.com";
    const auto records = desired_for(offer, {"discover.example.net", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "autodiscover.example.com."), "A 192.0.2.7");
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "SRV 0 1 993 autodiscover.example.com.");
}

TEST(HostRecords, without_addresses_the_alias_stays_and_the_record_that_would_point_at_it_goes) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "autodiscover.example.com";
    const auto records = desired_for(offer);
    EXPECT_EQ(at(records, "autodiscover.example.com."), "CNAME discover.example.net.");
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "");
}

TEST(HostRecords, a_host_that_is_neither_name_nor_address_is_none) {
    EXPECT_EQ(normalised({"not a host", {}}).public_hostname, "");
    EXPECT_EQ(normalised({"192.0.2.7", {}}).public_hostname, "");
}

TEST(HostRecords, a_mail_server_named_for_each_domain_keeps_its_addresses) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "autoconfig.%EMAILDOMAIN%";
    const auto records = desired_for(offer, {"discover.example.net", {"192.0.2.7"}});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "A 192.0.2.7");
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "SRV 0 1 993 autoconfig.example.com.");
}

TEST(HostRecords, a_name_that_is_not_ours_here_may_be_a_mail_server_s) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "mta-sts.example.com"; // there is no policy
    EXPECT_EQ(
        at(desired_for(offer), "_imaps._tcp.example.com."), "SRV 0 1 993 mta-sts.example.com."
    );
}
