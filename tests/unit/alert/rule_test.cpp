#include "alert/rule.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace fingerpost::alert {

TEST(Rules, have_names_of_their_own_and_say_what_to_do) {
    std::set<std::string_view> names;
    for (const auto& rule : rules()) {
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
        EXPECT_TRUE(rule.name.starts_with("Fingerpost")) << rule.name;
        EXPECT_FALSE(rule.service.empty() || rule.unit.empty()) << rule.name;
        EXPECT_FALSE(rule.summary.empty() || rule.summary.ends_with('.')) << rule.name;
        EXPECT_FALSE(rule.remedy.empty() || rule.remedy.ends_with('.')) << rule.name;
        EXPECT_GT(rule.period, 0) << rule.name;
        EXPECT_EQ(find_rule(rule.name), &rule);
    }
    EXPECT_EQ(reading_missing().name, "FingerpostReadingMissing");
    EXPECT_EQ(find_rule("FingerpostNothing"), nullptr);
}

TEST(Rules, clear_on_the_safe_side_of_where_they_are_raised) {
    const auto warning = [](Level level) { return Levels{std::nullopt, level, std::nullopt}; };
    EXPECT_TRUE(are_sound(Direction::above, warning({500, 400})));
    EXPECT_TRUE(are_sound(Direction::above, warning({0, 0})));
    EXPECT_FALSE(are_sound(Direction::above, warning({500, 501})));
    EXPECT_TRUE(are_sound(Direction::below, warning({0.1, 0.12})));
    EXPECT_FALSE(are_sound(Direction::below, warning({0.1, 0.09})));
    EXPECT_FALSE(are_sound(Direction::above, warning({std::numeric_limits<double>::quiet_NaN(), 0}))
    );
    EXPECT_FALSE(are_sound(Direction::above, {}));
}

TEST(Rules, are_severer_further_out) {
    EXPECT_TRUE(are_sound(Direction::above, {std::nullopt, Level{5, 4}, Level{9, 8}}));
    EXPECT_FALSE(are_sound(Direction::above, {std::nullopt, Level{9, 8}, Level{5, 4}}));
    EXPECT_FALSE(are_sound(Direction::below, {Level{5, 6}, std::nullopt, Level{9, 10}}));
}

TEST(Severities, are_found_by_name) {
    for (const auto severity : severities)
        EXPECT_EQ(find_severity(name(severity)), severity);
    EXPECT_FALSE(find_severity("grave"));
}

} // namespace fingerpost::alert
