#include "check/migration.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using Lines = std::vector<std::string>;

/// example.com, with us by the catalog, with another provider by the DNS.
class MigrationTest : public testing::Test {
protected:
    MigrationTest() {
        domain.offer.attributes.set({AttributeId::mx, "", "mx1.example.net"});
        domain.offer.attributes.set({AttributeId::spf, "", "v=spf1 ip4:192.0.2.25 -all"});
        domain.offer.attributes.set({AttributeId::caa_issue, "ca.example", "any"});
    }

    void at_the_old_provider() {
        domain.world.add("example.com. 3600 MX 0 example-com.mail.protection.outlook.com.");
        domain.world.add("autodiscover.example.com. 3600 CNAME autodiscover.outlook.com.");
        domain.world.add("example.com. 86400 TXT \"v=spf1 include:spf.protection.outlook.com -all\""
        );
        domain.world.add("example.com. 60 TXT \"MS=ms12345678\"");
    }

    Migration plan() {
        const auto desired = zone::desired({domain.domain, domain.offer, domain.host});
        const Subject subject{
            domain.domain, domain.offer, domain.host, desired, domain.circumstances, nullptr, {}};
        Evidence evidence;
        while (true) {
            evidence.start();
            auto plan = migration(subject, evidence);
            if (evidence.wanted().empty()) return plan;
            for (const auto& query : std::set(evidence.wanted().dns))
                evidence.learn(query, domain.world.answer(query));
        }
    }

    test::DiscoveryDomain domain;
};

bool has(const zone::Records& records, const std::string& text) {
    return std::ranges::any_of(records, [&](const zone::Record& record) {
        return (record.owner + ' ' + record.type + ' ' + record.data).find(text) !=
               std::string::npos;
    });
}

} // namespace

TEST_F(MigrationTest, the_former_provider_is_named_and_its_records_go_in_order) {
    at_the_old_provider();
    const auto move = plan();
    EXPECT_EQ(move.from, Lines{"Microsoft 365"});
    EXPECT_TRUE(move.open.empty());
    ASSERT_EQ(move.steps.size(), 4U);
    const auto& [lower, prepare, change, clean] =
        std::tie(move.steps[0], move.steps[1], move.steps[2], move.steps[3]);

    EXPECT_EQ(lower.wait, 86400U) << "until the longest of the old TTLs has passed";
    EXPECT_TRUE(has(lower.publish, "example.com. MX 0 example-com.mail.protection.outlook.com."));
    EXPECT_EQ(lower.publish.front().ttl, short_ttl);

    EXPECT_TRUE(has(prepare.publish, "CAA 0 issue \"ca.example\""));
    EXPECT_TRUE(
        has(prepare.publish, "\"v=spf1 include:spf.protection.outlook.com ip4:192.0.2.25 -all\"")
    );
    EXPECT_FALSE(has(prepare.publish, "MX")) << "nobody is led here before the mailboxes are";

    EXPECT_TRUE(has(change.withdraw, "MX 0 example-com.mail"));
    EXPECT_TRUE(has(change.withdraw, "autodiscover.example.com. CNAME autodiscover.outlook.com."));
    EXPECT_TRUE(has(change.publish, "MX 10 mx1.example.net."));
    EXPECT_TRUE(has(change.publish, "_imaps._tcp.example.com. SRV"));
    EXPECT_GT(change.wait, 0U);

    EXPECT_TRUE(has(clean.withdraw, "MS=ms12345678"));
    EXPECT_TRUE(has(clean.withdraw, "include:spf.protection.outlook.com"));
    EXPECT_TRUE(has(clean.publish, "\"v=spf1 ip4:192.0.2.25 -all\""));
}

TEST_F(MigrationTest, records_of_others_that_harm_nobody_stay) {
    at_the_old_provider();
    domain.world.add("example.com. 60 TXT \"somebody-site-verification=abc\"");
    for (const auto& step : plan().steps)
        EXPECT_FALSE(has(step.withdraw, "somebody-site-verification"));
}

TEST_F(MigrationTest, a_domain_that_is_here_already_has_nothing_to_do) {
    domain.publish();
    EXPECT_TRUE(plan().steps.empty());
}

TEST_F(MigrationTest, what_nobody_answers_is_told_and_never_taken_for_absent) {
    at_the_old_provider();
    domain.world.fail("_imaps._tcp.example.com", resolve::Type::srv, resolve::Failure::timeout);
    const auto move = plan();
    EXPECT_FALSE(move.open.empty());
    for (const auto& step : move.steps)
        EXPECT_FALSE(has(step.publish, "_imaps._tcp"));
}

} // namespace fingerpost::check
