#include "zone/record.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::zone;

TEST(Record, records_of_one_rrset_stand_together_and_doubles_go) {
    Records records{
        {"b.example.", "A", "192.0.2.2", 1},
        {"a.example.", "TXT", "\"x\"", 1},
        {"b.example.", "A", "192.0.2.1", 1},
        {"b.example.", "A", "192.0.2.2", 2}};
    sort_unique(records);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].owner, "a.example.");
    EXPECT_EQ(records[1].data, "192.0.2.1");
    EXPECT_EQ(records[2].ttl, 1U) << "the first of the doubles stays";
}

TEST(Record, levels_have_names) {
    EXPECT_EQ(name(Grade::required), "required");
    EXPECT_EQ(name(Grade::optional), "optional");
}
