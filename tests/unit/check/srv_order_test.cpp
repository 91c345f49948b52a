#include "check/srv_order.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

TEST(SrvOrder, only_the_order_counts) {
    DiscoveryDomain domain;
    domain.publish_but(
        {"_submissions._tcp.example.com. 60 SRV 30 1 465 smtp.example.net.",
         "_submission._tcp.example.com. 60 SRV 40 1 587 smtp.example.net.",
         "_imaps._tcp.example.com. 60 SRV 1 1 993 imap.example.net.",
         "_pop3s._tcp.example.com. 60 SRV 2 1 995 pop.example.net."}
    );
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{});
    EXPECT_TRUE(test::holds(findings, "srv-tls-first"));
    EXPECT_TRUE(test::holds(findings, "srv-imap-pop-preference"));
}

TEST(SrvOrder, implicit_tls_comes_before_starttls) {
    DiscoveryDomain domain;
    domain.publish_but(
        {"_submissions._tcp.example.com. 60 SRV 10 1 465 smtp.example.net.",
         "_submission._tcp.example.com. 60 SRV 0 1 587 smtp.example.net."}
    );
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-tls-first wrong"});
}

TEST(SrvOrder, implicit_tls_is_not_left_out) {
    DiscoveryDomain domain;
    domain.left_out = {"_submissions._tcp.example.com."};
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), (Lines{"srv-missing missing", "srv-tls-first wrong"}));
}

TEST(SrvOrder, who_prefers_starttls_gets_it) {
    DiscoveryDomain domain;
    domain.offer.servers = {
        test::sample_server(Service::submission, Security::starttls, 587, "smtp.example.net", 1),
        test::sample_server(Service::submission, Security::tls, 465, "smtp.example.net", 2)};
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST(SrvOrder, imap_and_pop3_are_preferred_as_the_catalog_does) {
    DiscoveryDomain domain;
    domain.publish_but(
        {"_imaps._tcp.example.com. 60 SRV 10 1 993 imap.example.net.",
         "_pop3s._tcp.example.com. 60 SRV 0 1 995 pop.example.net."}
    );
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-imap-pop-preference wrong"});
}

TEST(SrvOrder, half_an_answer_shows_no_order) {
    DiscoveryDomain domain;
    domain.publish();
    const auto srv = resolve::Type::srv;
    domain.world.fail("_submissions._tcp.example.com", srv, resolve::Failure::timeout);
    domain.world.fail("_pop3s._tcp.example.com", srv, resolve::Failure::timeout);
    const auto findings = domain.judge("srv");
    EXPECT_NE(test::find(findings, "srv-tls-first", Verdict::unknown), nullptr);
    EXPECT_NE(test::find(findings, "srv-imap-pop-preference", Verdict::unknown), nullptr);
    EXPECT_EQ(test::find(findings, "srv-tls-first", Verdict::wrong), nullptr);
}

} // namespace

} // namespace fingerpost::check
