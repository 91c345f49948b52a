#include "check/srv_sight.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

Standing standing_of(const test::DiscoveryDomain& domain, std::string_view label) {
    const auto records = domain.desired();
    const Subject subject{
        domain.domain,
        domain.offer,
        domain.host,
        records,
        domain.circumstances,
        nullptr,
        domain.memory};
    Evidence evidence;
    for (const auto& row : srv_labels())
        if (row.label == label) return look(subject, evidence, row).standing;
    ADD_FAILURE() << label;
    return Standing::open;
}

} // namespace

TEST(SrvSight, the_catalog_says_what_is_offered_denied_and_unwanted) {
    test::DiscoveryDomain domain;
    EXPECT_EQ(standing_of(domain, "_imaps._tcp"), Standing::offered);
    EXPECT_EQ(standing_of(domain, "_imap._tcp"), Standing::denied);
    domain.offer.attributes.set({AttributeId::mx, "", "."});
    EXPECT_EQ(standing_of(domain, "_imaps._tcp"), Standing::unwanted);
    domain.offer = {};
    EXPECT_EQ(standing_of(domain, "_imaps._tcp"), Standing::open);
}

TEST(SrvSight, labels_with_a_twin_name_one_of_the_table) {
    for (const auto& row : srv_labels()) {
        const auto is_twin = [&](const SrvLabel& other) { return other.label == row.with_tls; };
        const auto labels = srv_labels();
        EXPECT_EQ(std::any_of(labels.begin(), labels.end(), is_twin), !row.with_tls.empty())
            << row.label;
    }
}

} // namespace fingerpost::check
