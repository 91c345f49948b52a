#include "app/pacc_rollover.hpp"

#include "protocol/pacc.hpp"
#include "support/database.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

using Published = std::vector<storage::PublishedPacc>;

Catalog catalog_of(std::vector<std::pair<std::string, Offer>> domains) {
    CatalogBuilder builder;
    for (auto& [name, offer] : domains)
        builder.set(name, builder.add_offer(std::move(offer)));
    return std::move(builder).build();
}

Offer renamed(Offer offer) {
    offer.servers[0].host = "imap.%EMAILDOMAIN%";
    return offer;
}

storage::PublishedPacc published(const Offer& offer, std::int64_t settled_at) {
    auto row = published_pacc(offer, "example.com").value();
    row.settled_at = settled_at;
    return row;
}

std::string held(const Catalog& catalog, const std::string& domain = "example.com") {
    const auto* document = catalog.held_document(*catalog.find(domain));
    return document ? *document : "";
}

const Offer before = test::full_offer();
const auto document_before = protocol::pacc_document(before, "%EMAILDOMAIN%").value();

TEST(PaccRollover, what_was_never_published_is_not_held) {
    EXPECT_EQ(held(holding_pacc(catalog_of({{"example.com", before}}), {}, 1000)), "");
}

TEST(PaccRollover, a_document_is_held_until_its_successor_has_settled) {
    const auto after = renamed(before);
    const auto catalog = catalog_of({{"example.com", after}});
    Published rows{published(before, 1000)};
    EXPECT_EQ(held(holding_pacc(catalog, rows, 2000)), document_before) << "not exported yet";
    rows.push_back(published(after, 2300));
    EXPECT_EQ(held(holding_pacc(catalog, rows, 2299)), document_before);
    EXPECT_EQ(next_settling(rows, 2299), 2300);
    EXPECT_EQ(held(holding_pacc(catalog, rows, 2300)), "");
    EXPECT_EQ(next_settling(rows, 2300), std::nullopt);
}

TEST(PaccRollover, a_change_that_is_taken_back_in_time_is_none) {
    const Published rows{published(before, 1000), published(renamed(before), 2300)};
    const auto catalog = catalog_of({{"example.com", before}});
    EXPECT_EQ(held(holding_pacc(catalog, rows, 2000)), "");
    EXPECT_NE(held(holding_pacc(catalog, rows, 2300)), "")
        << "by then that digest is the known one";
}

TEST(PaccRollover, what_is_held_before_is_forgotten_when_it_settles) {
    auto catalog = catalog_of({{"example.com", renamed(before)}});
    catalog = holding_pacc(catalog, {published(before, 1000)}, 2000);
    EXPECT_NE(held(catalog), "");
    EXPECT_EQ(held(holding_pacc(catalog, {}, 2000)), "");
}

TEST(PaccRollover, domains_with_attributes_of_their_own_cannot_be_told_apart_and_are_not_held) {
    auto own = renamed(before);
    own.attributes.set({AttributeId::display_name, "", "Own"});
    const auto catalog = catalog_of({{"example.com", renamed(before)}, {"own.test", own}});
    const auto holding = holding_pacc(catalog, {published(before, 1000)}, 2000);
    EXPECT_EQ(held(holding), "");
    EXPECT_EQ(held(holding, "own.test"), "");
}

TEST(PaccRollover, a_document_that_no_template_gives_is_not_published) {
    auto offer = before;
    offer.provider_name = "";
    offer.provider_short_name = "";
    EXPECT_TRUE(published_pacc(offer, "example.com"));
    EXPECT_FALSE(published_pacc(offer, std::string(30, 'x') + ".example.com")) << "it was cut";
    EXPECT_FALSE(published_pacc(Offer(), "example.com"));
}

TEST(PaccRollover, waits_as_long_as_the_domain_s_records_may_be_kept) {
    const auto settles = [](const char* ttl) {
        const auto database = test::memory_database();
        auto offer = before;
        offer.attributes.set({AttributeId::dns_ttl, "", ttl});
        const auto note = [&](const Offer& told) {
            note_published_pacc(
                *database, catalog_of({{"example.com", told}}), {"example.com"}, 1000, 300
            );
        };
        note(offer);
        note(renamed(offer));
        return next_settling(storage::PaccRepository(*database).list(), 1000);
    };
    EXPECT_EQ(settles(""), 1300);
    EXPECT_EQ(settles("7200"), 8200);
    EXPECT_EQ(settles("60"), 1300) << "resolvers may have what was published before";
}

} // namespace
} // namespace fingerpost::app
