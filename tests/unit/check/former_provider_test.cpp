#include "check/former_provider.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

/// As a judgement sees them: once all that they ask is known.
std::vector<FormerProvider> found_in(const DiscoveryDomain& domain) {
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
        auto found = former_providers(subject, evidence);
        if (evidence.wanted().empty()) return found;
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, domain.world.answer(query));
    }
}

Lines deletions(const FormerProvider& provider) {
    Lines lines;
    for (const auto& trace : provider.traces)
        lines.push_back(trace.record.owner + ' ' + trace.record.type + ' ' + trace.record.data);
    return lines;
}

TEST(FormerProvider, our_own_records_are_nobodys) {
    DiscoveryDomain domain;
    domain.publish();
    EXPECT_TRUE(found_in(domain).empty());
}

TEST(FormerProvider, exactly_its_records_are_listed) {
    DiscoveryDomain domain;
    domain.world.add("example.com. 60 MX 0 example-com.mail.protection.outlook.com.");
    domain.world.add("example.com. 60 TXT \"MS=ms12345678\"");
    domain.world.add(
        "example.com. 60 TXT \"v=spf1 include:spf.protection.outlook.com ip4:192.0.2.7 -all\""
    );
    domain.world.add("example.com. 60 TXT \"unrelated\"");
    domain.world.add("autodiscover.example.com. 60 CNAME autodiscover.outlook.com.");
    const auto found = found_in(domain);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].product, "Microsoft 365");
    EXPECT_TRUE(found[0].takes_mail);
    EXPECT_EQ(
        deletions(found[0]),
        (Lines{
            "autodiscover.example.com. CNAME autodiscover.outlook.com.",
            "example.com. MX 0 example-com.mail.protection.outlook.com.",
            "example.com. TXT \"MS=ms12345678\"",
            "example.com. TXT \"v=spf1 include:spf.protection.outlook.com ip4:192.0.2.7 -all\""})
    );
    EXPECT_EQ(
        test::lines_of(found[0].traces[3].instead),
        Lines{"example.com. TXT \"v=spf1 ip4:192.0.2.7 -all\""}
    );
    EXPECT_EQ(found[0].traces[0].astray, "Outlook");
}

TEST(FormerProvider, who_moved_while_an_exchanger_was_left_has_moved) {
    DiscoveryDomain domain;
    domain.offer.attributes.set({AttributeId::mx, "", "mx1.example.net"});
    domain.world.add("example.com. 60 MX 1 aspmx.l.google.com.");
    EXPECT_TRUE(found_in(domain).at(0).takes_mail);
    domain.publish();
    EXPECT_FALSE(found_in(domain).at(0).takes_mail);
}

TEST(FormerProvider, a_panel_is_known_by_its_central_host_and_its_ports) {
    DiscoveryDomain domain;
    domain.world.add(
        "_autodiscover._tcp.example.com. 60 SRV 0 0 443 cpanelemaildiscovery.cpanel.net."
    );
    domain.world.add("_caldavs._tcp.example.com. 60 SRV 0 0 2080 web7.example.org.");
    const auto found = found_in(domain);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].product, "cPanel");
    EXPECT_EQ(found[0].traces.size(), 2U);
}

TEST(FormerProvider, a_provider_the_catalog_tells_of_is_in_use) {
    DiscoveryDomain domain;
    domain.offer.servers[0].host = "imap.fastmail.com";
    domain.world.add("example.com. 60 MX 10 in1-smtp.messagingengine.com.");
    domain.publish();
    EXPECT_TRUE(found_in(domain).empty());
}

TEST(FormerProvider, each_has_a_name_of_its_own_and_a_sign) {
    std::set<std::string_view> names;
    for (const auto& product : products()) {
        EXPECT_TRUE(names.insert(product.name).second) << product.name;
        EXPECT_FALSE(product.exchangers[0].empty() && product.hosts[0].empty()) << product.name;
    }
}

} // namespace

} // namespace fingerpost::check
