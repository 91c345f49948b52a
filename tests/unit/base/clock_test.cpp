#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Clock, writes_times_as_the_internet_does) {
    EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(utc_text(1795339800), "2026-11-22T09:30:00Z");
}

} // namespace
} // namespace fingerpost
