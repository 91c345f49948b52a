#include "storage/domain_batch.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

TEST(DomainBatch, puts_every_domain_in_with_its_own_offer) {
    CatalogBuilder builder;
    auto other = test::mail_offer();
    other.provider_name = "other";
    const auto even = builder.add_offer(test::mail_offer());
    const auto odd = builder.add_offer(other);
    DomainBatch batch(builder);
    for (int i = 0; i < 20000; ++i)
        batch.add("d" + std::to_string(i) + ".test", i % 2 ? odd : even);
    batch.add("*.wild.test", odd);
    batch.flush();
    const auto catalog = std::move(builder).build();
    EXPECT_EQ(catalog.domains(), 20001u);
    for (int i = 0; i < 20000; ++i) {
        const auto* offer = catalog.find("d" + std::to_string(i) + ".test");
        ASSERT_NE(offer, nullptr) << i;
        ASSERT_EQ(offer->provider_name == "other", i % 2 == 1) << i;
    }
    EXPECT_NE(catalog.find("a.wild.test"), nullptr);
}

TEST(DomainBatch, is_empty_after_it_was_flushed) {
    CatalogBuilder builder;
    DomainBatch batch(builder);
    batch.flush();
    batch.add("a.test", builder.add_offer(test::mail_offer()));
    batch.flush();
    batch.flush();
    EXPECT_EQ(std::move(builder).build().domains(), 1u);
}

} // namespace
} // namespace fingerpost::storage
