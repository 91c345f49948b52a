#include "check/authority.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Failure;
using resolve::Outcome;
using resolve::Type;
using test::find;
using test::fired;
using test::Fired;
using test::ServedDomain;

const std::string imaps = "_imaps._tcp.example.com";
const ServedDomain::Changes other_port{{"SRV 0 1 993", "SRV 0 1 1993"}};
const ServedDomain::Changes old_content{{"SRV 0 1 993", "SRV 0 1 1993"}, {". 10 7200", ". 9 7200"}};

resolve::Answer referral(const std::vector<std::string>& servers) {
    auto answer = resolve::unknown(Failure::lame, "lame");
    for (const auto& server : servers)
        answer.referral.push_back({"example.com", Type::ns, 60, server});
    return answer;
}

class AuthorityTest : public testing::Test {
protected:
    void lose(const std::string& address, Failure failure = Failure::timeout) {
        domain.world.lose(ServedDomain::server(address), failure);
    }

    Findings judge() const { return domain.judge("authority"); }
    Fired fires() const { return domain.fires("authority"); }

    ServedDomain domain;
};

} // namespace

TEST_F(AuthorityTest, servers_that_agree_are_all_well) {
    const auto findings = judge();
    EXPECT_EQ(fired(findings), Fired());
    for (const auto& check : authority_checks)
        if (check.id != "auth-tcp") {
            EXPECT_NE(find(findings, check.id, Verdict::ok), nullptr) << check.id;
        }
}

TEST_F(AuthorityTest, servers_with_the_same_serial_that_differ_are_wrong_at_once) {
    domain.differ("192.0.2.2", other_port);
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"auth-disagree conflict"}));
    const auto* finding = find(findings, "auth-disagree", Verdict::conflict);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->subject, "_imaps._tcp.example.com SRV");
    EXPECT_EQ(finding->expected, "SRV 0 1 993 imap.example.net.");
    EXPECT_EQ(
        finding->found,
        "ns2.example.net (192.0.2.2): SRV 0 1 1993 imap.example.net.\n"
        "ns1.example.net (192.0.2.1), ns2.example.net (2001:db8::2): SRV 0 1 993 imap.example.net."
    );
}

TEST_F(AuthorityTest, a_secondary_may_lag_for_as_long_as_the_zone_says) {
    domain.differ("192.0.2.2", old_content);
    const auto severity_after = [&](std::int64_t seconds) {
        const auto findings = domain.judge_after("authority", seconds);
        const auto* found = find(findings, "auth-disagree", Verdict::conflict);
        return found ? found->severity : Severity::warning;
    };
    EXPECT_EQ(severity_after(0), Severity::info);
    EXPECT_EQ(severity_after(7200), Severity::info);
    EXPECT_EQ(severity_after(1), Severity::error);
    lose("192.0.2.2");
    domain.judge_after("authority", 0);
    EXPECT_TRUE(domain.judge("authority").remembered().contains("auth-disagree example.com"))
        << "while it is silent nothing new is known";
}

TEST_F(AuthorityTest, a_secondary_that_moves_on_is_being_served) {
    domain.differ("192.0.2.2", old_content);
    domain.memory = {{"auth-disagree example.com", "1700000000 8"}};
    const auto findings = judge();
    EXPECT_EQ(find(findings, "auth-disagree", Verdict::conflict)->severity, Severity::info);
    EXPECT_EQ(findings.remembered().at("auth-disagree example.com"), "1800000000 9");
}

TEST_F(AuthorityTest, serials_wrap) {
    domain.differ("192.0.2.1", {{". 10 7200", ". 1 7200"}});
    domain.differ("2001:db8::2", {{". 10 7200", ". 1 7200"}});
    domain.differ("192.0.2.2", {{". 10 7200", ". 4294967290 7200"}, other_port[0]});
    const auto findings = judge();
    const auto* finding = find(findings, "auth-disagree", Verdict::conflict);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::info) << "4294967290 comes before 1";
}

TEST_F(AuthorityTest, addresses_may_depend_on_who_is_asked) {
    domain.want("www.example.com.", "A", "192.0.2.50");
    domain.publish("www.example.com. 60 A 192.0.2.50");
    domain.differ("192.0.2.2", {{"A 192.0.2.50", "A 192.0.2.51"}});
    const auto findings = judge();
    EXPECT_EQ(find(findings, "auth-disagree", Verdict::conflict)->severity, Severity::info);
}

TEST_F(AuthorityTest, where_an_alias_leads_is_not_for_its_servers_to_say) {
    domain.want("autoconfig.example.com.", "A", "192.0.2.50");
    domain.publish("autoconfig.example.com. 60 CNAME www.example.net.");
    domain.publish("www.example.net. 60 A 192.0.2.50");
    domain.differ("192.0.2.2", {{"www.example.net. 60 A 192.0.2.50", ""}});
    EXPECT_EQ(fires(), Fired());
}

TEST_F(AuthorityTest, one_dead_secondary_is_a_warning_and_nothing_else) {
    lose("192.0.2.1");
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"auth-unreachable wrong"}));
    const auto* finding = find(findings, "auth-unreachable", Verdict::wrong);
    EXPECT_EQ(finding->severity, Severity::warning);
    EXPECT_EQ(finding->subject, "example.com at ns1.example.net (192.0.2.1)");
}

TEST_F(AuthorityTest, without_ipv6_nothing_is_said_of_ipv6_servers) {
    lose("2001:db8::2", Failure::unreachable);
    EXPECT_EQ(fires(), (Fired{"auth-unreachable unknown"}));
}

TEST_F(AuthorityTest, all_servers_dead_is_an_error_unless_only_we_cannot_reach_them) {
    for (const auto* address : {"192.0.2.1", "192.0.2.2", "2001:db8::2"})
        lose(address);
    EXPECT_EQ(
        fires(),
        (Fired{
            "auth-disagree unknown",
            "auth-tcp unknown",
            "auth-unreachable unknown",
            "case-0x20 unknown",
            "parent-child-ns unknown",
            "rcode-noise unknown",
            "resolver-vs-auth unknown"})
    ) << "the resolver gets through";
    domain.world.fail("nobody-has-this.example.com", Type::a, Failure::servfail);
    const auto findings = judge();
    const auto* finding = find(findings, "auth-unreachable", Verdict::wrong);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->severity, Severity::error);
}

TEST_F(AuthorityTest, a_server_without_the_zone_is_lame) {
    lose("192.0.2.1", Failure::refused);
    EXPECT_EQ(fires(), (Fired{"auth-lame wrong"}));
    resolve::Answer cached = domain.world.answer(resolve::Query{"example.com", Type::soa});
    domain.world.say({"example.com", Type::soa, ServedDomain::server("192.0.2.1")}, cached);
    const auto findings = judge();
    EXPECT_EQ(
        find(findings, "auth-lame", Verdict::wrong)->found, "its answer is not authoritative"
    );
}

TEST_F(AuthorityTest, an_answer_that_is_cut_needs_tcp) {
    const auto say = [&](const char* address, bool known) {
        const resolve::Query query{imaps, Type::srv, ServedDomain::server(address)};
        auto answer = known ? domain.world.answer(query) : resolve::unknown(Failure::timeout, "");
        answer.over_tcp = true;
        domain.world.say(query, answer);
    };
    say("192.0.2.1", true);
    EXPECT_NE(find(judge(), "auth-tcp", Verdict::ok), nullptr);
    say("192.0.2.2", false);
    EXPECT_EQ(fires(), (Fired{"auth-tcp wrong"}));
    for (const auto* address : {"192.0.2.1", "2001:db8::2"})
        say(address, false);
    EXPECT_EQ(find(judge(), "auth-tcp", Verdict::wrong), nullptr) << "it may be us";
    domain.world.fail(imaps, Type::srv, Failure::servfail);
    EXPECT_NE(find(judge(), "auth-tcp", Verdict::wrong), nullptr) << "resolvers fail too";
}

TEST_F(AuthorityTest, the_zone_above_names_the_same_servers) {
    const resolve::Query above{"example.com", Type::ns, ServedDomain::server("192.0.2.9")};
    domain.world.say(above, referral({"ns2.example.net", "ns1.example.net"}));
    EXPECT_EQ(fires(), Fired());
    domain.world.say(above, referral({"ns1.example.net", "ns.former.test"}));
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"parent-child-ns conflict"}));
    EXPECT_EQ(
        find(findings, "parent-child-ns", Verdict::conflict)->detail,
        "only in the zone: ns2.example.net; only above: ns.former.test"
    );
    domain.world.say(above, resolve::unknown(Failure::timeout, "timed out"));
    EXPECT_EQ(fires(), (Fired{"parent-child-ns unknown"}));
    resolve::Answer nothing;
    nothing.outcome = Outcome::no_such_name;
    nothing.authoritative = true;
    domain.world.say(above, nothing);
    EXPECT_EQ(fires(), (Fired{"parent-child-ns missing"}));
}

TEST_F(AuthorityTest, a_resolver_may_remember_for_as_long_as_the_record_said) {
    domain.differ("192.0.2.1", {});
    domain.differ("192.0.2.2", {});
    domain.differ("2001:db8::2", {});
    auto former = domain.world.answer(resolve::Query{imaps, Type::srv});
    former.records[0].data = resolve::Srv{0, 1, 993, "imap.former.test"};
    former.records[0].ttl = 600;
    domain.world.say({imaps, Type::srv}, former);
    const auto severity_after = [&](std::int64_t seconds) {
        const auto findings = domain.judge_after("authority", seconds);
        return find(findings, "resolver-vs-auth", Verdict::conflict)->severity;
    };
    EXPECT_EQ(severity_after(600), Severity::info);
    EXPECT_EQ(severity_after(1), Severity::warning);
    former.records[0].data = resolve::Srv{0, 1, 993, "imap.other.test"};
    domain.world.say({imaps, Type::srv}, former);
    EXPECT_EQ(severity_after(0), Severity::info) << "it has another answer now";
    domain.world.fail("example.com", Type::mx, Failure::timeout);
    EXPECT_NE(find(judge(), "resolver-vs-auth", Verdict::unknown), nullptr);
}

TEST_F(AuthorityTest, a_name_with_names_below_it_exists) {
    resolve::Answer denied;
    denied.outcome = Outcome::no_such_name;
    domain.world.say({"_tcp.example.com", Type::a, ServedDomain::server("192.0.2.1")}, denied);
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"rcode-noise wrong"}));
    const auto* finding = find(findings, "rcode-noise", Verdict::wrong);
    EXPECT_EQ(finding->subject, "_tcp.example.com");
    EXPECT_EQ(finding->found, "no such name, says ns1.example.net (192.0.2.1)");
}

TEST_F(AuthorityTest, a_name_with_nothing_below_it_may_be_denied) {
    domain.desired.clear();
    domain.want("a.b.example.com.", "TXT", "\"x\"");
    EXPECT_EQ(fires(), Fired());
}

TEST_F(AuthorityTest, the_letter_case_of_a_question_comes_back) {
    const resolve::Query mixed{"example.com", Type::soa, ServedDomain::server("192.0.2.1"), true};
    auto answer = domain.world.answer(mixed);
    answer.question_case = false;
    domain.world.say(mixed, answer);
    EXPECT_EQ(fires(), (Fired{"case-0x20 wrong"}));
    domain.world.say(mixed, resolve::unknown(Failure::timeout, "timed out"));
    EXPECT_EQ(fires(), (Fired{"case-0x20 unknown"}));
}

TEST_F(AuthorityTest, a_delegated_subzone_is_asked_at_its_own_servers) {
    domain.want("s1._domainkey.example.com.", "TXT", "\"v=DKIM1; p=\"");
    for (const auto* address : {"192.0.2.1", "192.0.2.2", "2001:db8::2"})
        domain.differ(address, {}); // they know nothing of it
    domain.publish("_domainkey.example.com. 60 SOA ns.dkim.test. x.dkim.test. 1 7200 900 1209600 60"
    );
    domain.publish("_domainkey.example.com. 60 NS ns.dkim.test.");
    domain.publish("ns.dkim.test. 60 A 192.0.2.77");
    domain.publish("s1._domainkey.example.com. 60 TXT \"v=DKIM1; p=\"");
    const resolve::Query above{
        "_domainkey.example.com", Type::ns, ServedDomain::server("192.0.2.1")};
    auto leads = resolve::unknown(Failure::lame, "lame");
    leads.referral.push_back({"_domainkey.example.com", Type::ns, 60, std::string("ns.dkim.test")});
    domain.world.say(above, leads);
    EXPECT_EQ(fires(), Fired());
}

TEST_F(AuthorityTest, a_zone_that_cannot_be_found_out_is_unknown) {
    domain.world.fail("example.com", Type::soa, Failure::servfail);
    const auto findings = judge();
    for (const auto& check : authority_checks)
        EXPECT_NE(find(findings, check.id, Verdict::unknown), nullptr) << check.id;
    EXPECT_EQ(fired(findings).size(), authority_checks.size());
}

} // namespace fingerpost::check
