#include "zone/mail_srv.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;
using test::at;
using test::desired_for;
using test::sample_server;

TEST(MailSrv, each_kind_of_tls_has_its_own_label) {
    const auto records = desired_for(test::full_offer());
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "SRV 0 1 993 imap.example.net.");
    EXPECT_EQ(at(records, "_pop3s._tcp.example.com."), "SRV 10 1 995 pop.example.net.");
    EXPECT_EQ(at(records, "_submissions._tcp.example.com."), "SRV 0 1 465 smtp.example.net.");
    EXPECT_EQ(at(records, "_submission._tcp.example.com."), "SRV 10 1 587 smtp.example.net.");
}

TEST(MailSrv, what_is_not_offered_is_denied) {
    const auto records = desired_for(test::mail_offer());
    for (const auto* label : {"_imap", "_pop3s", "_pop3", "_submission"})
        EXPECT_EQ(at(records, label + std::string("._tcp.example.com.")), "SRV 0 0 0 .") << label;
}

TEST(MailSrv, priorities_say_whether_imap_or_pop3_is_preferred) {
    Offer offer;
    offer.servers = {
        sample_server(Service::pop3, Security::tls, 995, "pop.example.net", 1),
        sample_server(Service::imap, Security::tls, 993, "imap.example.net", 2)};
    const auto records = desired_for(offer);
    EXPECT_EQ(at(records, "_pop3s._tcp.example.com."), "SRV 0 1 995 pop.example.net.");
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "SRV 10 1 993 imap.example.net.");
}

TEST(MailSrv, a_server_may_be_named_after_each_domain) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "imap.%EMAILDOMAIN%";
    EXPECT_EQ(at(desired_for(offer), "_imaps._tcp.example.com."), "SRV 0 1 993 imap.example.com.");
}

TEST(MailSrv, several_servers_of_one_service_are_several_records) {
    auto offer = test::mail_offer();
    offer.servers.push_back(sample_server(Service::imap, Security::tls, 993, "b.example.net", 9));
    EXPECT_EQ(
        at(desired_for(offer), "_imaps._tcp.example.com."),
        "SRV 0 1 993 imap.example.net. | SRV 10 1 993 b.example.net."
    );
}

TEST(MailSrv, one_server_in_two_rows_is_one_record) {
    auto offer = test::mail_offer();
    offer.servers.push_back(offer.servers.front());
    offer.servers.push_back(sample_server(Service::imap, Security::tls, 993, "b.example.net", 9));
    EXPECT_EQ(
        at(desired_for(offer), "_imaps._tcp.example.com."),
        "SRV 0 1 993 imap.example.net. | SRV 10 1 993 b.example.net."
    );
}

TEST(MailSrv, a_service_without_tls_is_neither_listed_nor_denied) {
    auto offer = test::mail_offer();
    offer.servers.push_back(sample_server(Service::imap, Security::none, 143, "imap.example.net"));
    EXPECT_EQ(at(desired_for(offer), "_imap._tcp.example.com."), "");
}

TEST(MailSrv, a_server_known_by_address_is_neither_listed_nor_denied) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "192.0.2.9";
    offer.servers[1].host = "2001:db8::9";
    const auto records = desired_for(offer);
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "");
    EXPECT_EQ(at(records, "_submissions._tcp.example.com."), "");
    EXPECT_EQ(at(records, "_imap._tcp.example.com."), "SRV 0 0 0 .");
}

TEST(MailSrv, a_domain_with_calendars_only_says_nothing_about_mail) {
    Offer offer;
    offer.dav_servers = {test::sample_dav_server(DavService::caldav, "/")};
    const auto records = desired_for(offer);
    EXPECT_EQ(at(records, "_imaps._tcp.example.com."), "");
    EXPECT_NE(at(records, "_caldavs._tcp.example.com."), "");
}

TEST(MailSrv, data_is_priority_weight_port_host_in_this_order_with_one_final_dot) {
    for (const auto& record : desired_for(test::full_offer())) {
        if (record.type != "SRV" || record.data == not_available) continue;
        EXPECT_TRUE(record.data.ends_with(".net.")) << record.data;
        EXPECT_FALSE(record.data.ends_with("..")) << record.data;
    }
}
