#include "zone/srv.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;
using test::at;

namespace {

constexpr std::array names{
    SrvName{"_x._tcp", {Grade::recommended, "offered"}, {Grade::optional, "denied"}}};

Records made(std::vector<SrvTarget> targets) {
    const Offer offer;
    const HostSettings host;
    Records records;
    add_srv({"example.com", offer, host}, names, targets, records);
    return records;
}

} // namespace

TEST(Srv, a_denial_is_optional_and_says_what_it_is_for) {
    const auto records = made({});
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].data, "0 0 0 .");
    EXPECT_EQ(records[0].grade, Grade::optional);
    EXPECT_EQ(records[0].purpose, "denied");
}

TEST(Srv, priorities_count_only_what_is_listed) {
    const auto records = made({{&names[0], "", 1}, {&names[0], "a.example.net", 2}});
    EXPECT_EQ(at(records, "_x._tcp.example.com."), "SRV 0 1 2 a.example.net.");
}

TEST(Srv, a_target_is_written_in_lower_case_and_so_never_hides_an_alias) {
    EXPECT_EQ(
        at(made({{&names[0], "MAIL.%EMAILDOMAIN%", 1}}), "_x._tcp.example.com."),
        "SRV 0 1 1 mail.example.com."
    );
    auto offer = test::mail_offer();
    offer.servers[0].host = "Autoconfig.%EMAILDOMAIN%";
    EXPECT_EQ(at(test::desired_for(offer), "_imaps._tcp.example.com."), "");
}

TEST(Srv, what_is_no_host_name_is_not_listed) {
    EXPECT_TRUE(made({{&names[0], "a_b.example.net", 1}}).empty());
    EXPECT_TRUE(made({{&names[0], "a b", 1}}).empty());
}
