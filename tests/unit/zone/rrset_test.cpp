#include "zone/rrset.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::zone;

TEST(RRset, holds_the_records_of_one_owner_and_type) {
    const Records records{
        {"b.example.", "A", "192.0.2.2", 60},
        {"a.example.", "MX", "10 mx.example.", 60},
        {"B.EXAMPLE.", "A", "192.0.2.1", 30},
        {"b.example.", "A", "192.0.2.2", 60},
        {"b.example.", "A", "no address", 60}};
    const std::vector<RRset> expected{
        {"a.example.", "MX", 60, {"10 mx.example."}},
        {"b.example.", "A", 30, {"192.0.2.1", "192.0.2.2"}}};
    EXPECT_EQ(rrsets(records), expected);
    EXPECT_TRUE(rrsets({}).empty());
}
