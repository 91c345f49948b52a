#include "publish/rdata.hpp"
#include "support/await.hpp"
#include "support/fake_target.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace fingerpost::publish {
namespace {

using zone::RRset;

const std::array<std::string, 4> owners{
    "example.com.", "_imaps._tcp.example.com.", "autoconfig.example.com.", "_dmarc.example.com."};

/// Values of each type that may meet each other.
const std::map<std::string, std::vector<std::string>> values{
    {"A", {"192.0.2.1", "192.0.2.2"}},
    {"CNAME", {"a.example.net.", "b.example.net."}},
    {"MX", {"10 a.example.net.", "20 b.example.net."}},
    {"SRV", {"0 0 0 .", "0 1 993 a.example.net.", "10 1 993 b.example.net."}},
    {"TXT",
     {R"("v=spf1 -all")",
      R"("v=spf1 mx -all")",
      R"("v=DMARC1; p=none")",
      R"("verify=1")",
      R"("verify=2")"}},
};

class Dice {
public:
    explicit Dice(unsigned seed) : generator_(seed) {}

    std::size_t below(std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most - 1)(generator_);
    }

    /// A zone that can exist: a CNAME stands alone, and is one.
    RRsets zone() {
        RRsets sets;
        for (const auto& owner : owners) {
            const bool alias = below(5) == 0;
            for (const auto& [type, all] : values) {
                if ((type == "CNAME") != alias || (!alias && below(3) == 0)) continue;
                RRset set{owner, type, below(2) == 0 ? 300U : 3600U, {}};
                for (const auto& value : all)
                    if (below(2) == 0 && (!alias || set.values.empty()))
                        set.values.push_back(value);
                if (!set.values.empty()) sets.push_back(std::move(set));
            }
        }
        return sets;
    }

private:
    std::mt19937 generator_;
};

struct World {
    test::FakeTarget target;
    RRsets desired;
    RRsets published;

    explicit World(unsigned seed) {
        Dice dice(seed);
        for (const auto& set : dice.zone())
            target.put(set);
        desired = dice.zone();
        published = dice.zone();
    }

    DomainPlan plan(PlanPolicy policy) {
        auto asked = questions(desired, published);
        const auto observed = test::await(target.observe("example.com", std::move(asked)));
        return plan_domain("example.com", desired, observed, published, policy);
    }
};

bool has(const std::vector<std::string>& all, const std::string& value) {
    return std::ranges::find(all, value) != all.end();
}

const std::vector<std::string>& of(const RRsets& sets, const Question& what) {
    static const std::vector<std::string> none;
    const auto at = std::ranges::find_if(sets, [&](const RRset& set) {
        return set.owner == what.first && set.type == what.second;
    });
    return at == sets.end() ? none : at->values;
}

class RandomPlans : public testing::TestWithParam<bool> {};

TEST_P(RandomPlans, give_what_is_desired_and_change_nothing_else) {
    const PlanPolicy policy{{GetParam()}, false};
    std::size_t acted = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE(seed);
        World world(seed);
        const auto before = world.target.records;
        const auto plan = world.plan(policy);
        world.target.make(plan);
        const auto& after = world.target.records;
        std::map<Question, Change> changes;
        for (const auto& change : plan.changes)
            changes[{change.owner(), change.type()}] = change;

        for (const auto& [what, set] : before) { // nothing else changes
            const auto at = changes.find(what);
            if (at == changes.end() || !at->second.acts()) {
                ASSERT_TRUE(after.contains(what));
                ASSERT_EQ(after.at(what), set);
            }
        }
        for (const auto& [what, change] : changes) {
            const auto at = after.find(what);
            const auto there = at == after.end() ? std::vector<std::string>() : at->second.values;
            if (change.acts() || change.kind == ChangeKind::none) {
                for (const auto& value : of(world.desired, what))
                    ASSERT_TRUE(has(there, value)) << what.first << what.second << value;
            }
            if (!change.acts()) continue;
            ++acted;
            for (const auto& value : change.before.values) // what goes was ours, or told to go
                if (!has(there, value) && !policy.diff.replace) {
                    ASSERT_TRUE(has(of(world.published, what), value)) << value;
                }
        }
    }
    EXPECT_GT(acted, 500U);
}

TEST_P(RandomPlans, leave_zones_that_can_exist) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        World world(seed);
        world.target.make(world.plan({{GetParam()}, false}));
        for (const auto& [what, set] : world.target.records) {
            if (what.second != "CNAME") continue;
            ASSERT_EQ(set.values.size(), 1U) << seed;
            for (const auto& [other, more] : world.target.records)
                ASSERT_FALSE(other.first == what.first && other.second != "CNAME")
                    << seed << " " << other.first << other.second;
        }
    }
}

TEST_P(RandomPlans, are_empty_after_they_were_applied) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        World world(seed);
        const auto plan = world.plan({{GetParam()}, false});
        world.target.make(plan);
        world.published = plan.published_after;
        const auto again = world.plan({{GetParam()}, false});
        ASSERT_FALSE(again.acts()) << seed;
    }
}

TEST_P(RandomPlans, are_undone) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        World world(seed);
        const auto before = world.target.records;
        const auto plan = world.plan({{GetParam()}, false});
        world.target.make(plan);
        auto asked = undo_questions(plan);
        const auto seen = test::await(world.target.observe("example.com", std::move(asked)));
        const auto undo = undo_domain(plan, seen, plan.published_after);
        world.target.make(undo);
        ASSERT_EQ(world.target.records, before) << seed;
        if (plan.acts()) {
            ASSERT_EQ(undo.published_after, plan.published_before) << seed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(policies, RandomPlans, testing::Bool(), [](const auto& policy) {
    return policy.param ? "replacing" : "careful";
});

} // namespace
} // namespace fingerpost::publish
