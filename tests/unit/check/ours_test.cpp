#include "check/ours.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

/// What is made of the host once all that was asked is known.
Whose whose(const test::DiscoveryDomain& domain, const std::string& host) {
    const auto records = domain.desired();
    const Subject subject{
        domain.domain,
        domain.offer,
        domain.host,
        records,
        domain.circumstances,
        nullptr,
        domain.memory};
    Evidence evidence;
    while (true) {
        evidence.start();
        const auto found = Ours(subject, evidence).whose(host);
        if (evidence.wanted().empty()) return found;
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, domain.world.answer(query));
    }
}

} // namespace

TEST(Ours, a_host_is_known_by_its_name_or_its_addresses) {
    test::DiscoveryDomain domain;
    domain.world.add("mixed.example.org. 60 A 192.0.2.1");
    domain.world.add("mixed.example.org. 60 A 203.0.113.1");
    domain.world.add("alias.example.org. 60 CNAME imap.example.net.");
    domain.world.add("other.example.org. 60 A 203.0.113.1");
    EXPECT_EQ(whose(domain, "imap.example.net"), Whose::ours);
    EXPECT_EQ(whose(domain, "alias.example.org"), Whose::ours);
    EXPECT_EQ(whose(domain, "mixed.example.org"), Whose::partly);
    EXPECT_EQ(whose(domain, "other.example.org"), Whose::foreign);
    EXPECT_EQ(whose(domain, "none.example.org"), Whose::nobody);
    domain.circumstances.own_addresses = {"203.0.113.1"};
    EXPECT_EQ(whose(domain, "other.example.org"), Whose::ours);
}

TEST(Ours, nobody_is_foreign_while_an_address_of_ours_is_not_known) {
    test::DiscoveryDomain domain;
    domain.world.add("other.example.org. 60 A 203.0.113.1");
    domain.world.fail("imap.example.net", resolve::Type::aaaa, resolve::Failure::timeout);
    EXPECT_EQ(whose(domain, "other.example.org"), Whose::unknown);
}

} // namespace fingerpost::check
