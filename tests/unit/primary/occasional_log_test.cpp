#include "primary/occasional_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fingerpost::primary {
namespace {

TEST(OccasionalLog, writes_an_event_once_a_minute_and_others_beside_it) {
    log::configure(log::Level::info, log::Format::text);
    testing::internal::CaptureStderr();
    OccasionalLog log;
    for (int i = 0; i < 1000; ++i) {
        log.event(log::Level::warning, "zone_refused", "x");
        log.event(log::Level::warning, "zone_bad_signature", "y");
    }
    const auto written = testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 2) << written;
}

} // namespace
} // namespace fingerpost::primary
