#include "zone/catalog_zone.hpp"

#include "zone/wire.hpp"

#include <gtest/gtest.h>

#include <array>

using namespace fingerpost::zone;

TEST(CatalogZone, says_its_version_and_lists_each_member_once) {
    const std::array<std::string, 2> members{"example.com", "example.net"};
    const auto records = catalog_zone("catalog.test", members);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0], (Record{"catalog.test.", "NS", "invalid.", 0}));
    EXPECT_EQ(records[1], (Record{"version.catalog.test.", "TXT", "\"2\"", 0}));
    EXPECT_EQ(records[2].data, "example.com.");
    EXPECT_EQ(records[3].data, "example.net.");
    for (const auto& record : records)
        EXPECT_TRUE(to_wire(record)) << record.owner;
}

TEST(CatalogZone, a_label_depends_on_nothing_but_the_member) {
    const auto owner = catalog_member("catalog.test", "example.com").owner;
    EXPECT_EQ(owner, catalog_label("example.com") + ".zones.catalog.test.");
    EXPECT_EQ(catalog_label("example.com"), "3ebef312509f797c5bb010db71e23cfd44cbc0db");
    EXPECT_NE(catalog_label("example.com"), catalog_label("example.net"));
}

TEST(CatalogZone, its_soa_names_nobody) {
    EXPECT_EQ(
        soa(catalog_head("catalog.test"), 7),
        (Record{"catalog.test.", "SOA", "invalid. invalid. 7 3600 600 2147483646 0", 0})
    );
}
