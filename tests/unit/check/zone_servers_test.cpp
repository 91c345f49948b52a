#include "check/zone_servers.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

/// Asks again until all is known.
ServedZone zone_of_name(const test::ServedDomain& domain, const std::string& name) {
    Evidence evidence;
    while (true) {
        evidence.start();
        auto zone = zone_of(domain.subject(), evidence, name);
        if (evidence.wanted().empty()) return zone;
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, domain.world.answer(query));
    }
}

} // namespace

TEST(ZoneServers, every_address_of_a_name_server_is_one) {
    const auto zone = zone_of_name({}, "_imaps._tcp.example.com");
    EXPECT_EQ(zone.name, "example.com");
    EXPECT_EQ(zone.ns, (std::vector<std::string>{"ns1.example.net", "ns2.example.net"}));
    ASSERT_EQ(zone.servers.size(), 3U);
    EXPECT_EQ(zone.servers[0].label(), "ns1.example.net (192.0.2.1)");
    EXPECT_EQ(zone.servers[0].vantage.server, "192.0.2.1:5300");
    EXPECT_EQ(zone.servers[2].vantage.server, "[2001:db8::2]:5300");
}

TEST(ZoneServers, a_subzone_has_its_own) {
    test::ServedDomain domain;
    domain.publish("_domainkey.example.com. 60 SOA ns.dkim.test. x.dkim.test. 1 7200 900 1209600 60"
    );
    domain.publish("_domainkey.example.com. 60 NS ns.dkim.test.");
    domain.publish("ns.dkim.test. 60 A 192.0.2.77");
    const auto zone = zone_of_name(domain, "s1._domainkey.example.com");
    EXPECT_EQ(zone.name, "_domainkey.example.com");
    ASSERT_EQ(zone.servers.size(), 1U);
    EXPECT_EQ(zone.servers[0].address, "192.0.2.77");
}

TEST(ZoneServers, the_soa_of_an_aliass_target_says_nothing_of_its_own_zone) {
    test::ServedDomain domain;
    domain.publish("autoconfig.example.com. 60 CNAME com.");
    EXPECT_EQ(zone_of_name(domain, "autoconfig.example.com").name, "example.com");
}

TEST(ZoneServers, the_soa_that_comes_with_nothing_names_the_zone) {
    test::ServedDomain domain;
    resolve::Answer nothing;
    nothing.outcome = resolve::Outcome::no_such_name;
    nothing.soa_owner = "com";
    domain.world.say({"a.b.c.example.com", resolve::Type::soa}, nothing);
    EXPECT_EQ(zone_of_name(domain, "a.b.c.example.com").name, "com");
    nothing.soa_owner = "example.org";
    domain.world.say({"a.b.c.example.com", resolve::Type::soa}, nothing);
    EXPECT_EQ(zone_of_name(domain, "a.b.c.example.com").name, "example.com")
        << "no zone of this name";
}

TEST(ZoneServers, what_nobody_answers_is_not_known) {
    test::ServedDomain domain;
    domain.world.fail("example.com", resolve::Type::soa, resolve::Failure::timeout);
    EXPECT_NE(zone_of_name(domain, "example.com").unknown, "");
    domain = {};
    domain.world.fail("example.com", resolve::Type::ns, resolve::Failure::servfail);
    EXPECT_NE(zone_of_name(domain, "example.com").unknown, "");
    EXPECT_NE(zone_of_name(domain, "example.org").unknown, "") << "this world has no root";
}

TEST(ZoneServers, no_more_than_a_few_are_asked) {
    test::ServedDomain domain;
    for (int i = 0; i < 20; ++i) {
        const auto name = "many" + std::to_string(i) + ".example.org.";
        domain.publish("example.org. 60 NS " + name);
        for (int j = 1; j < 6; ++j)
            domain.publish(name + " 60 A 192.0.2." + std::to_string(10 * i + j));
    }
    domain.publish("example.org. 60 SOA a.example.org. x.example.org. 1 7200 900 1209600 60");
    const auto zone = zone_of_name(domain, "example.org");
    EXPECT_EQ(zone.ns.size(), 20U);
    EXPECT_EQ(zone.servers.size(), server_addresses_max);
}

TEST(ZoneServers, a_name_lies_below_the_one_behind_its_first_dot) {
    EXPECT_EQ(name_above("_imaps._tcp.example.com"), "_tcp.example.com");
    EXPECT_EQ(name_above("a\\.b.com"), "com");
    EXPECT_EQ(name_above("com"), ".");
    EXPECT_EQ(name_above("."), ".");
}

} // namespace fingerpost::check
