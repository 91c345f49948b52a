#include "check/srv_visit.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using probe::Trouble;
using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

/// Servers that answer a visit by its kind of TLS.
class SrvVisit : public testing::Test {
protected:
    SrvVisit() {
        domain.circumstances.live = true;
        domain.publish();
        for (const auto& [host, port] : std::map<std::string, std::uint16_t>{
                 {"imap.example.net", 993}, {"pop.example.net", 995}})
            domain.world.visit(host, port, {});
        for (const auto port : {std::uint16_t{465}, std::uint16_t{587}})
            domain.world.visit("smtp.example.net", port, {});
    }

    DiscoveryDomain domain;
};

TEST_F(SrvVisit, servers_that_speak_as_their_labels_say_are_right) {
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{});
    EXPECT_TRUE(test::holds(findings, "srv-tls-mode-mismatch"));
    EXPECT_TRUE(test::holds(findings, "srv-cleartext-published"));
}

TEST_F(SrvVisit, a_greeting_in_the_clear_is_not_implicit_tls) {
    domain.world.visit("imap.example.net", 993, probe::Protection::tls, {Trouble::no_tls});
    domain.world.visit("imap.example.net", 993, probe::Protection::starttls, {});
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-tls-mode-mismatch wrong"});
    const auto* finding = test::find(findings, "srv-tls-mode-mismatch", Verdict::wrong);
    EXPECT_EQ(finding->found, "0 1 993 imap.example.net., which speaks STARTTLS");
}

TEST_F(SrvVisit, what_the_visit_itself_takes_for_the_clear_is_not_implicit_tls) {
    domain.world.visit("imap.example.net", 993, probe::Protection::tls, {Trouble::not_the_service});
    domain.world.visit("imap.example.net", 993, probe::Protection::starttls, {});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-tls-mode-mismatch wrong"});
}

TEST_F(SrvVisit, another_service_in_the_clear_says_nothing_of_this_one) {
    for (const auto protection : {probe::Protection::tls, probe::Protection::starttls})
        domain.world.visit("imap.example.net", 993, protection, {Trouble::not_the_service});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-tls-mode-mismatch unknown"});
}

TEST_F(SrvVisit, a_handshake_that_fails_is_not_yet_another_kind_of_tls) {
    domain.world.visit("imap.example.net", 993, probe::Protection::tls, {Trouble::no_tls});
    domain.world.visit(
        "imap.example.net", 993, probe::Protection::starttls, {Trouble::not_the_service}
    );
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST_F(SrvVisit, implicit_tls_is_not_starttls) {
    domain.world.visit(
        "smtp.example.net", 587, probe::Protection::starttls, {Trouble::not_the_service}
    );
    domain.world.visit("smtp.example.net", 587, probe::Protection::tls, {});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-tls-mode-mismatch wrong"});
}

TEST_F(SrvVisit, a_server_without_starttls_takes_passwords_in_the_clear) {
    domain.world.visit("smtp.example.net", 587, {Trouble::no_starttls});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-cleartext-published wrong"});
}

TEST_F(SrvVisit, a_server_that_does_not_answer_may_speak_anything) {
    domain.world.visit("imap.example.net", 993, {Trouble::timeout});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-tls-mode-mismatch unknown"});
}

TEST_F(SrvVisit, a_strangers_host_is_not_visited) {
    domain.world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 imap.example.org.");
    domain.world.add("imap.example.org. 60 A 203.0.113.9");
    domain.world.visit("imap.example.org", 993, {Trouble::timeout});
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-target-foreign wrong"});
}

TEST(
    SrvVisitByCatalog, a_name_the_catalog_does_not_know_is_not_visited_though_the_address_is_ours
) {
    DiscoveryDomain domain;
    domain.circumstances.live = true;
    domain.offer.servers.resize(1); // IMAP
    domain.world.add("mail.example.org. 60 A 192.0.2.1");
    domain.world.visit("mail.example.org", 993, {Trouble::timeout});
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 1 993 mail.example.org."});
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST(SrvVisitByCatalog, a_server_without_tls_is_not_to_be_listed) {
    DiscoveryDomain domain;
    domain.offer.servers.push_back(
        test::sample_server(Service::imap, Security::none, 143, "imap.example.net", 8)
    );
    domain.world.add("_imap._tcp.example.com. 60 SRV 0 1 143 imap.example.net.");
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-cleartext-published wrong"});
}

} // namespace

} // namespace fingerpost::check
