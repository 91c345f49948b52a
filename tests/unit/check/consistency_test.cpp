#include "check/consistency.hpp"

#include "check/discovery_certificate.hpp"
#include "check/told_source.hpp"
#include "support/live_world.hpp"

namespace fingerpost::check {

namespace {

using probe::Trouble;
using test::find;
using test::fired;
using test::good_visit;
using Lines = std::vector<std::string>;

constexpr Family family{"consistency", "", consistency_checks, judge_consistency};
const std::string check_id = "cross-source-consistency";
const std::string asked = "?emailaddress=postmaster%40example.com";

class ConsistencyTest : public testing::Test {
protected:
    ConsistencyTest() {
        test::add_servers(world, domain.subject());
        test::add_discovery(world, domain.subject());
    }

    Findings judged() const { return test::judged(family, domain.subject(), world); }

    /// What SRV records say instead: the desired zone with one word changed.
    void publish_with(const std::string& from, const std::string& to) {
        for (auto& record : domain.desired)
            if (const auto at = record.data.find(from); record.type == "SRV" && at != from.npos)
                record.data.replace(at, from.size(), to);
        world = test::World();
        test::add_servers(world, domain.subject());
        test::add_discovery(world, domain.subject());
    }

    test::LiveDomain domain{test::rich_offer()};
    test::World world;
};

} // namespace

TEST_F(ConsistencyTest, our_own_sources_agree) {
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines());
    std::set<std::string> services;
    for (const auto& finding : findings.all())
        if (finding.check->id == check_id) services.insert(finding.subject);
    const std::set<std::string> expected{"CalDAV", "CardDAV", "IMAP", "JMAP", "POP3", "submission"};
    EXPECT_EQ(services, expected) << "ManageSieve is told by SRV alone";
    EXPECT_TRUE(find(findings, "cert-covers-discovery-name", Verdict::ok));
}

TEST_F(ConsistencyTest, nothing_is_compared_where_checks_are_not_live) {
    domain.circumstances.live = false;
    EXPECT_TRUE(judged().all().empty());
}

TEST_F(ConsistencyTest, another_host_in_srv_is_one_disagreement_that_names_both_sides) {
    publish_with("993 imap.example.net.", "993 mail.former.test.");
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"cross-source-consistency conflict"});
    const auto* finding = find(findings, check_id, Verdict::conflict);
    EXPECT_EQ(
        finding->expected,
        "autoconfig, autodiscover, autodiscover JSON, profile, PACC: imap.example.net port 993, TLS"
    );
    EXPECT_EQ(finding->found, "SRV: mail.former.test port 993, TLS");
}

TEST_F(ConsistencyTest, a_denied_service_that_documents_tell_is_a_disagreement) {
    publish_with("10 1 993 imap.example.net.", "0 0 0 .");
    publish_with("0 1 993 imap.example.net.", "0 0 0 .");
    const auto findings = judged();
    const auto* finding = find(findings, check_id, Verdict::conflict);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->found, "SRV: not offered, TLS");
}

TEST_F(ConsistencyTest, another_kind_of_tls_is_a_disagreement) {
    auto other = test::rich_offer();
    for (auto& server : other.servers)
        if (server.service == Service::pop3) {
            server.security = Security::starttls;
            server.port = 110;
        }
    const test::LiveDomain changed(other);
    PageQuery query;
    query.url = "https://autoconfig.example.com/mail/config-v1.1.xml" + asked;
    test::serve(world, changed.subject(), query);
    auto visit = good_visit("pop.example.net");
    world.visit("pop.example.net", 110, visit);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"cross-source-consistency conflict"});
    const auto* finding = find(findings, check_id, Verdict::conflict);
    EXPECT_NE(
        (finding->expected + finding->found).find("pop.example.net port 110, STARTTLS"),
        std::string::npos
    );
}

TEST_F(ConsistencyTest, what_is_told_and_does_not_listen_is_a_disagreement) {
    publish_with("993 imap.example.net.", "1993 imap.example.net.");
    const auto listening = [&] {
        for (const auto& finding : judged().all())
            if (finding.subject == "IMAP: SRV and what listens") return finding.verdict;
        return Verdict::missing;
    };
    EXPECT_EQ(listening(), Verdict::conflict) << "nobody listens";
    world.visit("imap.example.net", 1993, good_visit("imap.example.net"));
    EXPECT_EQ(listening(), Verdict::ok);
    world.visit("imap.example.net", 1993, test::trouble(Trouble::timeout, "too slow"));
    EXPECT_EQ(listening(), Verdict::unknown);
}

TEST_F(ConsistencyTest, a_source_that_nobody_could_see_is_unknown_and_contradicts_nobody) {
    world.fail("_imaps._tcp.example.com", resolve::Type::srv, resolve::Failure::timeout);
    world.page(
        "https://conf.example.net/mobileconfig/" + asked, Page(Error{Errc::timeout, "slow"})
    );
    EXPECT_EQ(fired(judged()), Lines{"cross-source-consistency unknown"});
}

TEST_F(ConsistencyTest, a_certificate_without_the_discovery_name_is_an_error) {
    auto visit = good_visit("conf.example.net");
    visit.trust->covers = false;
    world.visit("mta-sts.example.com", 443, visit);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"cert-covers-discovery-name wrong"});
    const auto* finding = find(findings, "cert-covers-discovery-name", Verdict::wrong);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->found, "conf.example.net");
}

TEST_F(ConsistencyTest, where_plain_http_serves_clients_the_name_is_a_warning) {
    auto visit = good_visit("conf.example.net");
    visit.trust->covers = false;
    world.visit("autoconfig.example.com", 443, visit);
    const auto findings = judged();
    const auto* finding = find(findings, "cert-covers-discovery-name", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->severity, Severity::warning);
    world.page("http://autoconfig.example.com/mail/config-v1.1.xml" + asked, 404, "", "");
    const auto without = judged();
    EXPECT_EQ(
        find(without, "cert-covers-discovery-name", Verdict::wrong)->severity, Severity::error
    );
}

TEST_F(ConsistencyTest, an_srv_target_inside_the_domain_needs_its_name_on_the_certificate) {
    publish_with("993 imap.example.net.", "993 mail.example.com.");
    test::add_address(world, "mail.example.com");
    auto visit = good_visit("imap.example.net");
    visit.trust->covers = false;
    world.visit("mail.example.com", 993, visit);
    const auto findings = judged();
    EXPECT_TRUE(find(findings, "cert-covers-discovery-name", Verdict::wrong));
    world.visit("mail.example.com", 993, good_visit("mail.example.com"));
    EXPECT_FALSE(find(judged(), "cert-covers-discovery-name", Verdict::wrong));
}

TEST_F(ConsistencyTest, a_discovery_host_that_does_not_answer_in_time_is_unknown) {
    world.visit("ua-auto-config.example.com", 443, test::trouble(Trouble::timeout, "too slow"));
    EXPECT_EQ(fired(judged()), Lines{"cert-covers-discovery-name unknown"});
}

} // namespace fingerpost::check
