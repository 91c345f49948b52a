#include "publish/rollover_sight.hpp"

#include "support/rollover_sample.hpp"

namespace fingerpost::publish {
namespace {

class RolloverSightTest : public RolloverTest {
protected:
    Rollover dkim(const std::string& domain = "") const {
        Rollover rollover;
        rollover.kind = "dkim";
        rollover.domain = domain;
        rollover.provider = domain.empty() ? 1 : 0;
        rollover.old_qualifier = "old";
        rollover.new_qualifier = "new";
        return rollover;
    }

    RolloverFacts facts(const Rollover& rollover) {
        return RolloverSight(*database_, world_.host).facts(rollover);
    }
};

TEST_F(RolloverSightTest, all_domains_of_a_provider_have_to_publish) {
    EXPECT_EQ(facts(dkim()).published_at, start);
    storage::DomainRepository(*database_).add("example.net", 1).value();
    EXPECT_FALSE(facts(dkim()).published_at);
    EXPECT_TRUE(facts(dkim("example.com")).published_at);
}

TEST_F(RolloverSightTest, only_the_records_concerned_count) {
    set("tlsrpt", "", "mailto:tls@example.com");
    EXPECT_TRUE(facts(dkim()).published_at);
    set("dkim", "new", key(test::rsa_2048));
    EXPECT_FALSE(facts(dkim()).published_at);
    publish();
    EXPECT_TRUE(facts(dkim()).published_at);
}

TEST_F(RolloverSightTest, another_ttl_is_not_published_yet) {
    set("dns_ttl", "", "60");
    EXPECT_FALSE(facts(dkim()).published_at);
    EXPECT_EQ(RolloverSight(*database_, world_.host).longest_ttl(dkim()), 3600);
    publish();
    EXPECT_EQ(facts(dkim()).ttl, 60);
}

TEST_F(RolloverSightTest, a_domain_that_nobody_serves_desires_nothing) {
    EXPECT_FALSE(RolloverSight(*database_, world_.host).longest_ttl(dkim("example.org")));
}

} // namespace
} // namespace fingerpost::publish
