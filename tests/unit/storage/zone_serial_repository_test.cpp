#include "storage/zone_serial_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class ZoneSerialRepositoryTest : public test::DatabaseTest {
protected:
    ZoneSerialRepository serials_{*database_};
};

TEST_P(ZoneSerialRepositoryTest, a_serial_is_found_as_it_was_set_last) {
    EXPECT_FALSE(serials_.find("example.com"));
    serials_.set({"example.com", "a", 4294967295U});
    EXPECT_EQ(serials_.find("example.com"), (ZoneSerial{"example.com", "a", 4294967295U}));
    serials_.set({"example.com", "b", 1});
    EXPECT_EQ(serials_.find("example.com"), (ZoneSerial{"example.com", "b", 1}));
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_zone_serial"), 1);
}

TEST_P(ZoneSerialRepositoryTest, all_are_found_some_at_a_time) {
    for (const auto* zone : {"c.test", "a.test", "b.test"})
        serials_.set({zone, "x", 1});
    const auto first = serials_.after("", 2);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].zone, "a.test");
    const auto rest = serials_.after(first[1].zone, 2);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].zone, "c.test");
    EXPECT_TRUE(serials_.after("c.test", 2).empty());
}

FINGERPOST_EVERY_ENGINE(ZoneSerialRepositoryTest);

} // namespace
} // namespace fingerpost::storage
