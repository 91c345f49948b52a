#include "check/desired_sets.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

std::vector<ZoneSets> zones(const test::ServedDomain& domain) {
    Evidence evidence;
    while (true) {
        evidence.start();
        auto found = zones_of(domain.subject(), evidence);
        if (evidence.wanted().empty()) return found;
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, domain.world.answer(query));
    }
}

resolve::Answer answer(const test::ServedDomain& domain, const char* name, resolve::Type type) {
    return domain.world.answer(resolve::Query{name, type});
}

} // namespace

TEST(DesiredSets, each_stands_in_its_own_zone) {
    test::ServedDomain domain;
    domain.want("s1._domainkey.example.com.", "TXT", "\"v=DKIM1; p=\"");
    domain.publish("_domainkey.example.com. 60 SOA ns.dkim.test. x.dkim.test. 1 7200 900 1209600 60"
    );
    domain.publish("_domainkey.example.com. 60 NS ns.dkim.test.");
    domain.publish("ns.dkim.test. 60 A 192.0.2.77");
    const auto found = zones(domain);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].zone.name, "example.com");
    EXPECT_EQ(found[0].sets.size(), 2U);
    EXPECT_EQ(found[1].zone.name, "_domainkey.example.com");
    ASSERT_EQ(found[1].sets.size(), 1U);
    EXPECT_EQ(found[1].sets[0].label(), "s1._domainkey.example.com TXT");
}

TEST(DesiredSets, the_servers_of_all_siblings_are_not_asked_for_a_domain_that_is_not_there) {
    test::ServedDomain domain;
    resolve::Answer nothing;
    nothing.outcome = resolve::Outcome::no_such_name;
    nothing.soa_owner = "com";
    domain.world.say({"example.com", resolve::Type::soa}, nothing);
    const auto found = zones(domain);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].zone.unknown, "example.com does not exist");
}

TEST(DesiredSets, an_answer_is_told_in_one_order_and_up_to_its_first_alias) {
    using resolve::Type;
    test::ServedDomain domain;
    domain.publish("example.com. 60 TXT \"b\"");
    domain.publish("example.com. 60 TXT \"a\"");
    domain.publish("www.example.com. 60 CNAME web.example.net.");
    EXPECT_EQ(told(answer(domain, "example.com", Type::txt), Type::txt), "TXT \"a\", \"b\"");
    EXPECT_EQ(told(answer(domain, "www.example.com", Type::a), Type::a), "CNAME web.example.net.");
    EXPECT_EQ(told(answer(domain, "no.example.com", Type::a), Type::a), "nothing");
    domain.world.fail("no.example.com", Type::a, resolve::Failure::timeout);
    EXPECT_EQ(told(answer(domain, "no.example.com", Type::a), Type::a), "");
}

TEST(DesiredSets, types_have_their_names) {
    EXPECT_EQ(type_of("SRV"), resolve::Type::srv);
    EXPECT_EQ(type_of("TYPE65534"), std::nullopt);
}

} // namespace fingerpost::check
