#include "check/propagation.hpp"

#include "support/evidence.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Type;
using Kind = resolve::Vantage::Kind;

const resolve::Vantage first{Kind::authoritative, "192.0.2.1:53"};
const resolve::Vantage second{Kind::authoritative, "192.0.2.2:53"};
const resolve::Vantage other{Kind::other, "198.51.100.53"};

class PropagationTest : public testing::Test {
protected:
    PropagationTest() {
        circumstances.others = {other};
        desired = {{"_imaps._tcp.example.com.", "SRV", "0 1 993 new.example.com.", 3600}};
        for (const auto& vantage : {resolve::Vantage{}, first, second, other}) {
            add("example.com. 3600 SOA ns1.example.com. h.example.com. 7 3600 900 1209600 300",
                vantage);
            add("example.com. 3600 NS ns1.example.com.", vantage);
            add("example.com. 3600 NS ns2.example.com.", vantage);
            add("ns1.example.com. 3600 A 192.0.2.1", vantage);
            add("ns2.example.com. 3600 A 192.0.2.2", vantage);
        }
    }

    void add(const std::string& line, const resolve::Vantage& vantage) { world.add(line, vantage); }
    void shows(const std::string& target, std::uint32_t ttl, const resolve::Vantage& vantage) {
        add("_imaps._tcp.example.com. " + std::to_string(ttl) + " SRV 0 1 993 " + target, vantage);
    }

    std::vector<Sighting> look() {
        Evidence evidence;
        while (true) {
            evidence.start();
            auto seen = propagation(subject, evidence, "_imaps._tcp.example.com", Type::srv);
            if (evidence.wanted().empty()) return seen;
            for (const auto& query : std::set(evidence.wanted().dns))
                evidence.learn(query, world.answer(query));
        }
    }

    test::World world;
    Offer offer;
    zone::HostSettings host;
    zone::Records desired;
    Circumstances circumstances;
    std::map<std::string, std::string> memory;
    Subject subject{"example.com", offer, host, desired, circumstances, nullptr, memory};
};

} // namespace

TEST_F(PropagationTest, servers_and_resolvers_stand_side_by_side) {
    shows("new.example.com.", 3600, first);
    shows("old.example.com.", 3600, second);
    shows("old.example.com.", 1234, {});
    shows("new.example.com.", 99, other);
    const auto seen = look();
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_EQ(seen[0].place, "ns1.example.com (192.0.2.1)");
    EXPECT_EQ(seen[0].arrival, Arrival::desired);
    EXPECT_EQ(seen[0].serial, 7U);
    EXPECT_EQ(seen[1].arrival, Arrival::other);
    EXPECT_EQ(seen[2].place, "the resolver");
    EXPECT_EQ(seen[2].ttl, 1234U);
    EXPECT_EQ(seen[3].arrival, Arrival::desired);
    EXPECT_EQ(settled_in(seen), std::nullopt) << "a server itself is behind";
}

TEST_F(PropagationTest, once_all_servers_agree_the_caches_count_down) {
    shows("new.example.com.", 3600, first);
    shows("new.example.com.", 3600, second);
    shows("old.example.com.", 1234, {});
    shows("old.example.com.", 77, other);
    EXPECT_EQ(settled_in(look()), 1234U);
}

TEST_F(PropagationTest, all_is_well_when_all_show_it) {
    for (const auto& vantage : {resolve::Vantage{}, first, second, other})
        shows("new.example.com.", 60, vantage);
    EXPECT_EQ(settled_in(look()), 0U);
}

TEST_F(PropagationTest, who_does_not_answer_is_unknown_and_never_behind) {
    shows("new.example.com.", 3600, first);
    world.fail("_imaps._tcp.example.com", Type::srv, resolve::Failure::timeout, second);
    const auto seen = look();
    EXPECT_EQ(seen[1].arrival, Arrival::unknown);
    EXPECT_EQ(seen[3].arrival, Arrival::nothing);
    EXPECT_EQ(settled_in(seen), std::nullopt);
}

TEST_F(PropagationTest, a_record_that_ought_to_go_has_arrived_when_it_is_gone) {
    desired.clear();
    for (const auto& sighting : look())
        EXPECT_EQ(sighting.arrival, Arrival::desired) << sighting.place << sighting.shows;
}

} // namespace fingerpost::check
