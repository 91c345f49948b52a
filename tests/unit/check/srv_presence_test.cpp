#include "check/srv_presence.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

TEST(SrvPresence, what_we_want_published_is_right_denials_too) {
    DiscoveryDomain domain;
    domain.publish();
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{});
    for (const auto* id :
         {"srv-missing", "srv-not-offered-missing", "srv-stale", "srv-port-mismatch"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(SrvPresence, a_missing_record_weighs_as_much_as_clients_rely_on_it) {
    DiscoveryDomain domain;
    domain.left_out = {"_imaps._tcp.example.com.", "_pop3s._tcp.example.com."};
    domain.publish();
    const auto findings = domain.judge("srv");
    std::map<std::string, Severity> missing;
    for (const auto& finding : findings.all())
        if (finding.verdict == Verdict::missing) missing[finding.subject] = finding.severity;
    const std::map<std::string, Severity> expected{
        {"_imaps._tcp.example.com SRV", Severity::warning},
        {"_pop3s._tcp.example.com SRV", Severity::info}};
    EXPECT_EQ(missing, expected);
    const auto* finding = test::find(findings, "srv-missing", Verdict::missing);
    EXPECT_EQ(
        test::lines_of(finding->publish),
        Lines{"_imaps._tcp.example.com. SRV 0 1 993 imap.example.net."}
    );
    EXPECT_EQ(finding->expected, "0 1 993 imap.example.net.");
    EXPECT_NE(finding->detail.find("Evolution"), std::string::npos) << finding->detail;
}

TEST(SrvPresence, it_is_an_error_where_nothing_else_helps_the_client) {
    DiscoveryDomain domain;
    const auto severity = [&] {
        const auto findings = domain.judge("srv");
        for (const auto& f : findings.all())
            if (f.check->id == "srv-missing" && f.subject == "_imaps._tcp.example.com SRV")
                return f.severity;
        return Severity::info;
    };
    EXPECT_EQ(severity(), Severity::error);
    domain.world.fail("autoconfig.example.com", resolve::Type::a, resolve::Failure::timeout);
    EXPECT_EQ(severity(), Severity::warning) << "nobody knows whether autoconfig is there";
}

TEST(SrvPresence, a_name_server_that_does_not_answer_hides_nothing) {
    DiscoveryDomain domain;
    domain.publish();
    const auto srv = resolve::Type::srv;
    domain.world.fail("_imaps._tcp.example.com", srv, resolve::Failure::timeout);
    domain.world.fail("_imap._tcp.example.com", srv, resolve::Failure::servfail);
    const auto findings = domain.judge("srv");
    for (const auto& line : test::fired(findings))
        EXPECT_TRUE(line.ends_with(" unknown")) << line;
    EXPECT_NE(test::find(findings, "srv-missing", Verdict::unknown), nullptr);
    EXPECT_NE(test::find(findings, "srv-stale", Verdict::unknown), nullptr);
}

TEST(SrvPresence, an_offered_service_must_not_be_denied) {
    DiscoveryDomain domain;
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 0 0 ."});
    const auto findings = domain.judge("srv");
    const auto* finding = test::find(findings, "srv-missing", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->found, "0 0 0 .");
}

TEST(SrvPresence, of_several_servers_each_is_listed) {
    DiscoveryDomain domain;
    domain.offer.servers.push_back(
        test::sample_server(Service::imap, Security::tls, 993, "b.example.net", 9)
    );
    domain.world.add("b.example.net. 60 A 192.0.2.2");
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 5 0 993 imap.example.net."});
    const auto findings = domain.judge("srv");
    const auto* finding = test::find(findings, "srv-missing", Verdict::missing);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::info);
    EXPECT_EQ(finding->expected, "20 1 993 b.example.net.");
}

TEST(SrvPresence, another_priority_weight_or_name_of_the_same_server_is_no_mistake) {
    DiscoveryDomain domain;
    domain.world.add("mail.example.org. 60 A 192.0.2.1");
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 7 5 993 mail.example.org."});
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST(SrvPresence, an_alias_to_another_zone_is_a_record_too) {
    DiscoveryDomain domain;
    domain.world.add("_imaps._tcp.example.net. 60 SRV 0 1 993 imap.example.net.");
    domain.publish_but({"_imaps._tcp.example.com. 60 CNAME _imaps._tcp.example.net."});
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST(SrvPresence, what_a_former_provider_left_is_to_be_deleted) {
    DiscoveryDomain domain;
    domain.publish_but({"_imap._tcp.example.com. 60 SRV 10 1 143 imap.example.org."});
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-stale stale"});
    const auto* finding = test::find(findings, "srv-stale", Verdict::stale);
    EXPECT_EQ(
        test::lines_of(finding->withdraw),
        Lines{"_imap._tcp.example.com. SRV 10 1 143 imap.example.org."}
    );
    EXPECT_EQ(test::lines_of(finding->publish), Lines{"_imap._tcp.example.com. SRV 0 0 0 ."});
}

TEST(SrvPresence, a_domain_without_mail_has_no_mail_services) {
    DiscoveryDomain domain;
    domain.offer.attributes.set({AttributeId::mx, "", "."});
    domain.world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 imap.example.net.");
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-stale stale"});
}

TEST(SrvPresence, a_service_that_is_not_offered_should_say_so) {
    DiscoveryDomain domain;
    domain.left_out = {"_pop3._tcp.example.com."};
    domain.publish();
    EXPECT_EQ(domain.fires("srv"), Lines{"srv-not-offered-missing missing"});
}

TEST(SrvPresence, nothing_is_said_of_services_the_catalog_does_not_know) {
    DiscoveryDomain domain;
    domain.offer = {};
    domain.world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 imap.example.net.");
    EXPECT_EQ(domain.fires("srv"), Lines{});
}

TEST(SrvPresence, the_port_is_the_catalogs) {
    DiscoveryDomain domain;
    domain.publish_but({"_imaps._tcp.example.com. 60 SRV 0 1 143 imap.example.net."});
    const auto findings = domain.judge("srv");
    EXPECT_EQ(test::fired(findings), Lines{"srv-port-mismatch wrong"});
    const auto* finding = test::find(findings, "srv-port-mismatch", Verdict::wrong);
    EXPECT_EQ(finding->expected, "0 1 993 imap.example.net.");
    EXPECT_EQ(finding->found, "0 1 143 imap.example.net.");
}

} // namespace

} // namespace fingerpost::check
