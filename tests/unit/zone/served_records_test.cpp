#include "zone/served_records.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::zone {
namespace {

TEST(ServedRecords, has_for_each_domain_the_records_of_its_own_offer) {
    CatalogBuilder builder;
    const auto mail = builder.add_offer(test::mail_offer());
    builder.set("a.example", mail);
    builder.set("b.example", builder.add_offer(test::full_offer()));
    builder.set("c.example", mail);
    const auto catalog = std::move(builder).build();
    const HostSettings host{"discover.example.net", {}};
    ServedRecords records(catalog, host);
    for (const std::string domain : {"a.example", "b.example", "c.example", "a.example"})
        EXPECT_EQ(records.of(domain).value(), desired({domain, *catalog.find(domain), host}));
}

TEST(ServedRecords, has_records_for_served_domains_only) {
    CatalogBuilder builder;
    builder.set("example.com", builder.add_offer(test::mail_offer()));
    const auto catalog = std::move(builder).build();
    ServedRecords records(catalog, {});
    EXPECT_FALSE(records.of("example.com")->empty());
    EXPECT_EQ(records.of("example.org").error().code, Errc::not_found);
}

} // namespace
} // namespace fingerpost::zone
