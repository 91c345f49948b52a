#include "alert/measurement.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::alert {

TEST(Measurement, has_a_key_that_people_can_read) {
    const auto& rule = *find_rule("FingerpostMailQueueLarge");
    EXPECT_EQ(key(rule, {}), "FingerpostMailQueueLarge{}");
    EXPECT_EQ(
        key(rule, {{"instance", "a"}, {"queue", "x\"\\\ny"}}),
        "FingerpostMailQueueLarge{instance=\"a\",queue=\"x\\\"\\\\\\ny\"}"
    );
}

TEST(Measurement, has_a_key_of_its_own) {
    const auto& rule = *find_rule("FingerpostMailQueueLarge");
    std::set<std::string> keys;
    for (const std::string value : {"n", "\n", "\\n", "\\\n", "\"", "\\\"", "\",b=\"", ""})
        EXPECT_TRUE(keys.insert(key(rule, {{"a", value}})).second) << value;
    EXPECT_TRUE(keys.insert(key(rule, {{"a", ""}, {"b", ""}})).second);
}

} // namespace fingerpost::alert
