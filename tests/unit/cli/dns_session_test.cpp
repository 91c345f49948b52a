#include "cli/dns_session.hpp"

#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

/// The verbs that publish, as far as they come without a name server.
class DnsSessionTest : public testing::Test {
protected:
    DnsSessionTest() { database_.fill(); }

    std::string refused(std::vector<std::string> words) const {
        words.insert(words.begin(), "dns");
        return database_.refused(words);
    }

    test::DatabaseCommandLine database_;
};

TEST_F(DnsSessionTest, needs_a_way_to_the_name_servers) {
    for (const auto* verb : {"diff", "plan", "verify"})
        EXPECT_NE(refused({verb, "example.com"}).find("dns_target"), std::string::npos) << verb;
    for (const auto* verb : {"apply", "undo"})
        EXPECT_NE(refused({verb, "0123"}).find("dns_target"), std::string::npos) << verb;
}

TEST_F(DnsSessionTest, needs_the_address_of_the_primary) {
    const auto told = refused({"plan", "example.com", "--dns-target=update"});
    EXPECT_NE(told.find("dns_servers"), std::string::npos) << told;
}

TEST_F(DnsSessionTest, tells_of_plans_that_are_not_there) {
    const auto told =
        refused({"apply", "0123", "--dns-target=update", "--dns-servers=127.0.0.1:1"});
    EXPECT_NE(told.find("there is no plan 0123"), std::string::npos) << told;
    EXPECT_EQ(database_.done({"dns", "plans"}), "");
    EXPECT_EQ(database_.done({"dns", "plans", "--json"}), "[]\n");
}

} // namespace
} // namespace fingerpost::cli
