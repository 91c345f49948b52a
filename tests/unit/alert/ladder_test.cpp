#include "alert/ladder.hpp"

#include "support/alerts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::alert {

namespace {

const Rule& served = *find_rule("FingerpostServedCertificateExpiring");

Measurement left(double days, std::string certificate = "aa") {
    return {&served, {{"certificate", "mail"}}, Reading::value, days, std::move(certificate)};
}

} // namespace

TEST(Ladder, tells_each_rung_once_from_31_to_minus_2_days) {
    test::Watch watch;
    for (int day = 31; day >= -2; --day)
        watch.hold(left(day), 900);
    EXPECT_EQ(
        watch.told(),
        "fired info 30, escalated warning 14, escalated critical 7, escalated critical 3, "
        "escalated critical 1, escalated critical 0"
    );
}

TEST(Ladder, tells_what_is_seen_late_once_at_its_tightest_rung) {
    test::Watch watch;
    watch.hold(left(5), 86400);
    EXPECT_EQ(watch.told(), "fired critical 7");
}

TEST(Ladder, is_any_list_and_another_one_for_single_certificates) {
    test::Watch watch;
    watch.policy.ladder.days = {-2, 60};
    watch.hold(left(59), 900);
    watch.hold(left(-1), 900);
    EXPECT_EQ(watch.told(), "fired info 60");
    watch.hold(left(-2.5), 900);
    EXPECT_EQ(watch.told(), "escalated critical -2");
    test::Watch own;
    own.policy.ladder.own[key(served, left(0).labels)] = {2};
    own.hold(left(3), 900);
    EXPECT_EQ(own.told(), "");
    own.hold(left(1.9), 900);
    EXPECT_EQ(own.told(), "fired critical 2");
}

TEST(Ladder, begins_anew_with_another_certificate) {
    test::Watch watch;
    watch.hold(left(5), 900);
    EXPECT_EQ(watch.told(), "fired critical 7");
    watch.restart();
    watch.hold(left(89, "bb"), 900);
    EXPECT_EQ(watch.told(), "renewed critical");
    EXPECT_EQ(watch.changed(), "fired resolved renewed");
    watch.hold(left(6, "bb"), 900);
    EXPECT_EQ(watch.told(), "fired critical 7");
}

TEST(Ladder, tells_a_renewal_by_a_certificate_that_ends_soon_too) {
    test::Watch watch;
    watch.hold(left(5), 900);
    watch.hold(left(2, "bb"), 900);
    EXPECT_EQ(watch.told(), "fired critical 7, renewed critical, fired critical 3");
}

TEST(Ladder, tells_no_rung_twice_when_days_come_back) {
    test::Watch watch;
    watch.hold(left(13), 900);
    watch.hold(left(31), 900);
    watch.hold(left(13), 900);
    EXPECT_EQ(watch.told(), "fired warning 14, resolved warning 14");
    watch.hold(left(2), 900);
    EXPECT_EQ(watch.told(), "fired critical 3");
}

TEST(Ladder, rests_while_the_clock_is_wrong) {
    test::Watch watch;
    watch.hold(left(90), 900);
    watch.now.wall += 100 * 86400;
    watch.take({left(-10)});
    EXPECT_EQ(watch.only().phase, Phase::ok);
}

TEST(Ladder, is_refused_without_a_day_or_with_one_that_is_too_far) {
    EXPECT_TRUE(check(std::vector<int>{0}));
    EXPECT_EQ(check(std::vector<int>{}).error().code, Errc::bad_request);
    EXPECT_EQ(check(std::vector<int>{30, 3651}).error().code, Errc::bad_request);
}

} // namespace fingerpost::alert
