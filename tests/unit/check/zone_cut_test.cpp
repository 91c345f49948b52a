#include "check/zone_cut.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Type;
using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

TEST(ZoneCut, a_plain_zone_is_right) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 NS ns1.example.net.");
    domain.publish();
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{});
    for (const auto* id : {"cname-at-apex", "cname-and-other", "dname-occlusion"})
        EXPECT_TRUE(test::holds(findings, id)) << id;
}

TEST(ZoneCut, a_domain_is_no_alias) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 CNAME web.example.org.");
    domain.publish();
    EXPECT_EQ(domain.fires("names"), Lines{"cname-at-apex wrong"});
}

TEST(ZoneCut, nothing_stands_beside_an_alias) {
    DiscoveryDomain domain;
    domain.publish();
    Evidence evidence;
    const auto records = domain.desired();
    const Subject subject{
        domain.domain,
        domain.offer,
        domain.host,
        records,
        domain.circumstances,
        nullptr,
        domain.memory};
    // a resolver that asked two servers at odds
    const auto learn_all = [&] {
        for (const auto& query : std::set(evidence.wanted().dns)) {
            auto answer = domain.world.answer(query);
            if (query.name == "autoconfig.example.com" && query.type == Type::txt) {
                answer = {};
                answer.outcome = resolve::Outcome::found;
                answer.records = {{query.name, Type::txt, 60, std::string("a tombstone")}};
            }
            evidence.learn(query, std::move(answer));
        }
    };
    Findings findings;
    do {
        learn_all();
        evidence.start();
        findings = {};
        find_family("names")->judge(subject, evidence, findings);
    } while (!evidence.wanted().empty());
    EXPECT_EQ(test::fired(findings), Lines{"cname-and-other conflict"});
    const auto* finding = test::find(findings, "cname-and-other", Verdict::conflict);
    EXPECT_EQ(
        test::lines_of(finding->withdraw), Lines{"autoconfig.example.com. TXT \"a tombstone\""}
    );
}

TEST(ZoneCut, below_a_delegation_silence_is_not_loss) {
    DiscoveryDomain domain;
    domain.world.add("_tcp.example.com. 60 NS ns1.example.org.");
    domain.publish();
    domain.world.fail("_imaps._tcp.example.com", Type::srv, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("names"), Lines{"delegated-sub unknown"});
}

TEST(ZoneCut, keys_of_servers_below_a_delegation_are_seen_too) {
    DiscoveryDomain domain;
    domain.offer.attributes.set({AttributeId::mx, "", "mx.example.com"});
    domain.offer.attributes.set({AttributeId::dnssec, "", "signed"});
    domain.offer.attributes.set({AttributeId::tlsa, "", std::string(64, 'a')});
    domain.world.add("_tcp.mx.example.com. 60 NS ns1.example.org.");
    domain.world.add("_tcp.example.com. 60 NS ns1.example.org.");
    domain.publish();
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::find(findings, "delegated-sub", Verdict::wrong), nullptr);
}

TEST(ZoneCut, a_delegation_is_right_while_our_records_are_seen) {
    DiscoveryDomain domain;
    domain.world.add("_tcp.example.com. 60 NS ns1.example.org.");
    domain.world.add("_domainkey.example.com. 60 NS ns1.example.org.");
    domain.left_out = {"_sieve._tcp.example.com."};
    domain.publish();
    const auto findings = domain.judge("names");
    EXPECT_EQ(test::fired(findings), Lines{"delegated-sub wrong"});
    const auto* finding = test::find(findings, "delegated-sub", Verdict::wrong);
    EXPECT_EQ(finding->subject, "_tcp.example.com");
    EXPECT_EQ(test::lines_of(finding->publish), Lines{"_sieve._tcp.example.com. SRV 0 0 0 ."});
    domain.world.add("_sieve._tcp.example.com. 60 SRV 0 0 0 .");
    EXPECT_TRUE(test::holds(domain.judge("names"), "delegated-sub"));
}

TEST(ZoneCut, a_dname_hides_all_below) {
    DiscoveryDomain domain;
    domain.domain = "mail.example.com";
    domain.world.add("example.com. 60 DNAME example.org.");
    domain.publish();
    EXPECT_EQ(domain.fires("names"), Lines{"dname-occlusion wrong"});
}

TEST(ZoneCut, what_cannot_be_looked_up_hides_nothing) {
    DiscoveryDomain domain;
    domain.publish();
    using resolve::Failure;
    domain.world.fail("example.com", Type::cname, Failure::timeout);
    domain.world.fail("autoconfig.example.com", Type::cname, Failure::timeout);
    domain.world.fail("_tcp.example.com", Type::ns, Failure::refused);
    domain.world.fail("example.com", Type::dname, Failure::servfail);
    EXPECT_EQ(
        domain.fires("names"),
        (Lines{
            "cname-and-other unknown",
            "cname-at-apex unknown",
            "delegated-sub unknown",
            "dname-occlusion unknown"})
    );
}

} // namespace

} // namespace fingerpost::check
