// Domains of several zones, brought to a real BIND.

#include "publish/update_target.hpp"

#include "support/update_zone.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;
using test::create;
using test::rrset;
using test::UpdateZone;

namespace {

const test::Values srv{"0 1 993 imap.example.net."};

DomainPlan plan_for(const std::string& domain) {
    DomainPlan plan;
    plan.domain = domain;
    plan.changes = {create(rrset("_imaps._tcp." + domain + ".", "SRV", srv))};
    return plan;
}

} // namespace

TEST(UpdateTarget, finds_the_zone_of_each_domain_and_tells_of_those_without) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    UpdateTarget target(*zone.server);
    const std::vector<DomainPlan> plans{
        plan_for("example.com"), plan_for("example.org"), plan_for("inner.example.com")};
    const auto results = test::await(zone.context, target.apply(plans));
    ASSERT_EQ(results.size(), 3U);
    EXPECT_EQ(results[0].status, PushStatus::applied) << results[0].why;
    EXPECT_EQ(results[1].status, PushStatus::refused);
    EXPECT_EQ(results[1].domain, "example.org");
    EXPECT_NE(results[1].why, "");
    EXPECT_EQ(results[2].status, PushStatus::applied) << results[2].why;
    EXPECT_EQ(zone.shown("_imaps._tcp.inner.example.com.", "SRV"), srv[0]);
}

TEST(UpdateTarget, has_nothing_to_send_for_a_plan_without_changes) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    UpdateTarget target(*zone.server);
    DomainPlan idle;
    idle.domain = "example.org";
    const auto results = test::await(zone.context, target.apply({idle}));
    EXPECT_EQ(results.at(0).status, PushStatus::applied);
}

TEST(UpdateTarget, observes_at_the_primary) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("_imaps._tcp IN SRV 0 1 993 imap.example.net.\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    UpdateTarget target(*zone.server);
    const Question there{"_imaps._tcp.example.com.", "SRV"}, gone{"_x._tcp.example.com.", "SRV"};
    const auto seen = test::await(zone.context, target.observe("example.com", {there, gone}));
    EXPECT_EQ(seen.find(there).set.values, srv);
    EXPECT_EQ(seen.find(gone).presence, Presence::no_name);
}
