#include "alert/thresholds.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

TEST(Thresholds, are_the_tables_until_the_operator_sets_others) {
    const auto& rule = *find_rule("FingerpostMailQueueLarge");
    Thresholds thresholds;
    EXPECT_EQ(thresholds.of(rule, {}), rule.levels);
    const Levels own{std::nullopt, Level{50, 40}, std::nullopt};
    ASSERT_TRUE(thresholds.set(rule.name, own));
    EXPECT_EQ(thresholds.of(rule, {}), own);
}

TEST(Thresholds, are_those_of_a_single_queue_where_it_has_its_own) {
    const auto& rule = *find_rule("FingerpostMailQueueLarge");
    const Levels all{std::nullopt, Level{50, 40}, std::nullopt};
    const Levels hold{std::nullopt, Level{5, 4}, std::nullopt};
    Thresholds thresholds;
    ASSERT_TRUE(thresholds.set(rule.name, hold, {{"queue", "hold"}}));
    ASSERT_TRUE(thresholds.set(rule.name, all));
    EXPECT_EQ(thresholds.of(rule, {{"instance", "a"}, {"queue", "hold"}}), hold);
    EXPECT_EQ(thresholds.of(rule, {{"instance", "a"}, {"queue", "hold2"}}), all);
    ASSERT_TRUE(thresholds.set(rule.name, all, {{"queue", "hold"}}));
    EXPECT_EQ(thresholds.of(rule, {{"queue", "hold"}}), all);
}

TEST(Thresholds, are_refused_where_they_clear_beyond_where_they_raise) {
    Thresholds thresholds;
    const Levels upside_down{std::nullopt, Level{50, 60}, std::nullopt};
    EXPECT_EQ(
        thresholds.set("FingerpostMailQueueLarge", upside_down).error().code, Errc::bad_request
    );
    EXPECT_TRUE(thresholds.set("FingerpostFilesystemAlmostFull", upside_down));
    EXPECT_EQ(thresholds.set("FingerpostNothing", upside_down).error().code, Errc::bad_request);
    EXPECT_FALSE(thresholds.set("FingerpostMailQueueLarge", {}));
}

TEST(Thresholds, clear_at_a_fifth_within_where_nothing_else_is_said) {
    EXPECT_EQ(with_usual_clear(Direction::above, 500), (Level{500, 400}));
    EXPECT_EQ(with_usual_clear(Direction::below, 0.5), (Level{0.5, 0.6}));
    EXPECT_EQ(with_usual_clear(Direction::above, 0), (Level{0, 0}));
}

} // namespace fingerpost::alert
