#include "alert/silence.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

namespace {

bool matches(std::string_view matcher, std::string_view value) {
    return Matcher::parse(matcher).value().matches(value);
}

Silence about(std::string_view matcher, std::int64_t starts, std::int64_t ends) {
    return {{Matcher::parse(matcher).value()}, starts, ends, "alice", "new disks"};
}

} // namespace

TEST(Matchers, compare_and_match_whole_values) {
    EXPECT_TRUE(matches("queue=hold", "hold"));
    EXPECT_FALSE(matches("queue=hold", "hold2"));
    EXPECT_TRUE(matches("queue != \"hold\"", "active"));
    EXPECT_TRUE(matches("queue=~hold|active", "active"));
    EXPECT_FALSE(matches("queue=~act", "active"));
    EXPECT_TRUE(matches("queue!~h.*", "active"));
    EXPECT_FALSE(matches("queue!~h.*", "hold"));
}

TEST(Matchers, refuse_what_they_cannot_read) {
    for (const std::string text : {"queue", "=hold", "queue=~(", "queue!hold"})
        EXPECT_EQ(Matcher::parse(text).error().code, Errc::bad_request) << text;
    EXPECT_FALSE(Matcher::parse("queue=~" + std::string(257, 'a')));
    EXPECT_TRUE(Matcher::parse("queue=~" + std::string(256, 'a')));
}

TEST(Matchers, never_match_a_pattern_against_a_long_value) {
    EXPECT_TRUE(matches("queue=~a*", std::string(256, 'a')));
    EXPECT_FALSE(matches("queue=~a*", std::string(257, 'a')));
    EXPECT_FALSE(matches("queue!~b*", std::string(257, 'a')));
}

TEST(Silences, need_an_end_an_author_a_reason_and_a_subject) {
    EXPECT_TRUE(check(about("queue=hold", 0, silence_seconds_max)));
    EXPECT_FALSE(check(about("queue=hold", 0, silence_seconds_max + 1)));
    EXPECT_FALSE(check(about("queue=hold", 10, 10)));
    EXPECT_FALSE(check(about("queue=~.*", 0, 10)));
    auto anonymous = about("queue=hold", 0, 10);
    anonymous.author = " ";
    EXPECT_FALSE(check(anonymous));
    auto groundless = about("queue=hold", 0, 10);
    groundless.comment = "";
    EXPECT_FALSE(check(groundless));
}

TEST(Silences, hold_messages_until_they_end) {
    test::Watch watch;
    watch.policy.silences = {
        about("alertname=FingerpostMailQueueLarge", watch.now.wall, watch.now.wall + 3600)};
    watch.hold(600, 3585);
    EXPECT_EQ(watch.changed(), "fired");
    EXPECT_EQ(watch.told(), "");
    watch.hold(600, 60);
    EXPECT_EQ(watch.told(), "fired warning");
}

TEST(Silences, are_about_severity_and_labels) {
    test::Watch watch;
    watch.policy.silences = {about("severity=warning", 0, watch.now.wall + 86400)};
    watch.hold(600, 600);
    EXPECT_EQ(watch.told(), "");
    watch.hold(2500, 60);
    EXPECT_EQ(watch.told(), "fired critical");
}

} // namespace fingerpost::alert
