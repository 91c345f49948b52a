#include "zone/serial.hpp"

#include <gtest/gtest.h>

namespace fingerpost::zone {

TEST(Serial, numbers_are_ordered_around_the_circle) {
    EXPECT_TRUE(serial_before(1, 2));
    EXPECT_TRUE(serial_before(4294967295U, 0));
    EXPECT_FALSE(serial_before(2, 1));
    EXPECT_FALSE(serial_before(5, 5));
    EXPECT_FALSE(serial_before(0, 0x80000000U));
    EXPECT_FALSE(serial_before(0x80000000U, 0));
}

} // namespace fingerpost::zone
