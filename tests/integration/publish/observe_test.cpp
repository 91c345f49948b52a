// What a real BIND shows of its zones, and what other answers are taken for.

#include "publish/observe.hpp"

#include "support/update_zone.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;
using test::UpdateZone;

namespace {

/// "present 300 10 mx.example.net.", "absent", "unknown: why"; "*" marks a wildcard's.
std::string shown(const ObservedSet& seen) {
    switch (seen.presence) {
    case Presence::absent: return "absent";
    case Presence::no_name: return "no name";
    case Presence::unknown: return "unknown: " + seen.why;
    case Presence::present: break;
    }
    auto text = (seen.synthesised ? "* " : "") + std::to_string(seen.set.ttl);
    for (const auto& value : seen.set.values)
        text += ' ' + value;
    return text;
}

class Observe : public testing::Test {
protected:
    static std::string see(UpdateZone& zone, const std::string& owner, const std::string& type) {
        const std::vector<Question> questions{{owner, type}};
        const auto seen = test::await(zone.context, observe(*zone.server, questions, {}));
        return shown(seen.find(questions[0]));
    }
    static std::string zone_name(UpdateZone& zone, const std::string& name) {
        const auto found = test::await(zone.context, zone_of(*zone.server, name));
        return found ? found->name + ' ' + std::to_string(found->serial) : found.error().what;
    }
};

const std::string lines = "@ IN MX 20 b.example.net.\n"
                          "@ IN MX 10 A.example.net.\n"
                          "@ IN A 192.0.2.9\n"
                          "* IN A 192.0.2.9\n"
                          "autoconfig IN CNAME web.example.net.\n"
                          "gone IN CNAME nothing.example.com.\n"
                          "_imaps._tcp IN SRV 0 1 993 imap.example.net.\n"
                          "same IN A 192.0.2.9\n"
                          "deep.w IN TXT \"x\"\n"
                          "*.w IN CNAME web.example.net.\n"
                          "child IN NS ns.example.net.\n"
                          "dname IN DNAME example.net.\n";

} // namespace

TEST_F(Observe, what_is_there_and_what_is_not) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(lines);
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(see(zone, "example.com.", "MX"), "300 10 a.example.net. 20 b.example.net.");
    EXPECT_EQ(see(zone, "example.com.", "TXT"), "absent");
    EXPECT_EQ(see(zone, "_tcp.example.com.", "SRV"), "absent"); // an empty non-terminal
    EXPECT_EQ(see(zone, "_pop3s._tcp.example.com.", "SRV"), "no name");
}

TEST_F(Observe, an_alias_is_not_data_of_another_type) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(lines);
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(see(zone, "autoconfig.example.com.", "A"), "absent");
    EXPECT_EQ(see(zone, "autoconfig.example.com.", "CNAME"), "300 web.example.net.");
    EXPECT_EQ(see(zone, "gone.example.com.", "SRV"), "absent");
}

TEST_F(Observe, what_a_wildcard_answers_is_told_from_what_is_there) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(lines);
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(see(zone, "other.example.com.", "A"), "* 300 192.0.2.9");
    EXPECT_EQ(see(zone, "a.b.c.example.com.", "A"), "* 300 192.0.2.9");
    EXPECT_EQ(see(zone, "autodiscover.w.example.com.", "CNAME"), "* 300 web.example.net.");
    EXPECT_EQ(see(zone, "same.example.com.", "A"), "300 192.0.2.9");
    EXPECT_EQ(see(zone, "example.com.", "A"), "300 192.0.2.9");
    EXPECT_EQ(see(zone, "*.example.com.", "A"), "300 192.0.2.9");
}

TEST_F(Observe, what_is_not_answered_with_authority_is_unknown) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(lines);
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(
        see(zone, "x.child.example.com.", "A"),
        "unknown: the name is delegated to other name servers"
    );
    EXPECT_EQ(
        see(zone, "x.dname.example.com.", "A"), "unknown: a DNAME above the name takes its place"
    );
    EXPECT_EQ(
        see(zone, "example.net.", "A"),
        "unknown: the answer is REFUSED: does it serve this zone, and to this host?"
    );
    EXPECT_EQ(see(zone, "no..name.", "A").substr(0, 8), "unknown:");
}

TEST_F(Observe, the_zone_of_a_name_is_found) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(lines);
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(zone_name(zone, "example.com."), "example.com. 100");
    EXPECT_EQ(zone_name(zone, "a._tcp.deep.example.com."), "example.com. 100");
    EXPECT_EQ(zone_name(zone, "autoconfig.example.com."), "example.com. 100");
    EXPECT_NE(zone_name(zone, "x.child.example.com.").find("delegated"), std::string::npos);
    EXPECT_NE(zone_name(zone, "example.org.").find("REFUSED"), std::string::npos);
    const auto state = test::await(zone.context, zone_of(*zone.server, "example.com."));
    EXPECT_EQ(state->primary, "ns1.example.com.");
    EXPECT_EQ(state->refresh, 7200U);
    EXPECT_EQ(state->retry, 3600U);
    EXPECT_EQ(state->expire, 1209600U);
    EXPECT_EQ(state->negative_ttl, 300U);
}
