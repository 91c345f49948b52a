#include "primary/zones.hpp"

#include "support/primary_sample.hpp"
#include "zone/catalog_zone.hpp"

#include <gtest/gtest.h>

namespace fingerpost::primary {
namespace {

using Names = std::vector<std::string>;

std::shared_ptr<const Catalog> shared(Catalog catalog) {
    return std::make_shared<const Catalog>(std::move(catalog));
}

Zones zones_of(
    std::shared_ptr<const Catalog> catalog, Settings settings = test::primary_settings()
) {
    return {std::move(catalog), std::make_shared<const Settings>(std::move(settings))};
}

zone::Records all(Content content) {
    zone::Records records;
    zone::Record record;
    while (content.records(record))
        records.push_back(record);
    return records;
}

Names changed(const Zones& before, const Zones& after, std::size_t most = 100) {
    Names names;
    after.changes(before, [&](const std::string& zone) {
        names.push_back(zone);
        return names.size() < most;
    });
    std::sort(names.begin(), names.end());
    return names;
}

std::string digest_of(const Zones& zones, const std::string& zone) {
    return zones.content(zone).value().digest;
}

TEST(Zones, are_the_domains_with_a_row_of_their_own_and_the_catalog_zone) {
    const auto zones = zones_of(shared(test::catalog_with(
        {{"example.com", test::mail_offer()},
         {"sub.example.com", test::mail_offer()},
         {"*.example.net", test::mail_offer()},
         {"*", test::mail_offer()}}
    )));
    EXPECT_TRUE(zones.owns("example.com"));
    EXPECT_TRUE(zones.owns("sub.example.com")) << "a zone of its own";
    EXPECT_TRUE(zones.owns("catalog.test"));
    for (const auto* other : {"", "*", "*.example.net", "a.example.net", "imap.example.com", "com"})
        EXPECT_FALSE(zones.owns(other)) << other;
    EXPECT_EQ(zones.content("a.example.net").error().code, Errc::not_found);
}

TEST(Zones, a_domains_records_are_those_of_its_zone_file) {
    const auto zones = zones_of(shared(test::catalog_with({{"example.com", test::mail_offer()}})));
    const auto settings = test::primary_settings();
    const auto offer = test::mail_offer();
    const auto ours = zone::desired({"example.com", offer, settings.host});
    const auto records = all(zones.content("example.com").value());
    ASSERT_EQ(records.size(), ours.size() + 1);
    EXPECT_EQ(records[0].type, "NS");
    EXPECT_TRUE(std::equal(ours.begin(), ours.end(), records.begin() + 1));
}

TEST(Zones, a_zone_that_cannot_be_made_says_which_setting_is_missing) {
    auto settings = test::primary_settings();
    settings.zone.name_servers.clear();
    const auto zones =
        zones_of(shared(test::catalog_with({{"example.com", test::mail_offer()}})), settings);
    const auto content = zones.content("example.com");
    ASSERT_FALSE(content);
    EXPECT_NE(content.error().what.find("nameservers"), std::string::npos);
}

TEST(Zones, the_catalog_zone_lists_every_zone_but_itself) {
    const auto zones = zones_of(shared(test::catalog_with(
        {{"example.com", test::mail_offer()},
         {"example.net", test::mail_offer()},
         {"*", test::mail_offer()}}
    )));
    auto records = all(zones.content("catalog.test").value());
    auto wanted = zone::catalog_zone("catalog.test", Names{"example.com", "example.net"});
    zone::sort_unique(records);
    zone::sort_unique(wanted);
    EXPECT_EQ(records, wanted);
}

TEST(Zones, of_no_change_there_is_nothing_to_tell) {
    const auto catalog = shared(test::catalog_with({{"example.com", test::mail_offer()}}));
    EXPECT_EQ(changed(zones_of(catalog), zones_of(catalog)), Names{});
}

TEST(Zones, only_what_the_records_tell_of_is_a_change) {
    const auto before =
        shared(test::catalog_with({{"a.test", test::mail_offer()}, {"b.test", test::mail_offer()}})
        );
    CatalogBuilder builder(*before);
    auto renamed = test::mail_offer();
    renamed.provider_id = 2; // which no record tells
    builder.replace_offer(*builder.row_offer("a.test"), renamed);
    auto moved = test::mail_offer();
    moved.servers[0].host = "imap2.example.net";
    builder.replace_offer(*builder.row_offer("b.test"), moved);
    builder.set("c.test", builder.add_offer(test::mail_offer()));
    const auto after = zones_of(shared(std::move(builder).build()));
    EXPECT_EQ(changed(zones_of(before), after), (Names{"b.test", "c.test", "catalog.test"}));
    EXPECT_EQ(changed(zones_of(before), after, 1), Names{"catalog.test"}) << "comes first";
}

TEST(Zones, the_catalog_zone_is_the_same_whichever_way_it_came_about) {
    const auto one = shared(test::catalog_with({{"a.test", test::mail_offer()}}));
    CatalogBuilder adding(*one);
    adding.set("b.test", adding.add_offer(test::mail_offer()));
    const auto two = shared(std::move(adding).build());
    CatalogBuilder removing(*two);
    removing.remove("b.test");
    const auto first = zones_of(one);
    const auto second = zones_of(two);
    const auto third = zones_of(shared(std::move(removing).build()));
    EXPECT_EQ(changed(first, second), (Names{"b.test", "catalog.test"}));
    EXPECT_EQ(changed(second, third), Names{"catalog.test"});
    EXPECT_NE(digest_of(first, "catalog.test"), digest_of(second, "catalog.test"));
    EXPECT_EQ(digest_of(first, "catalog.test"), digest_of(third, "catalog.test"));
}

} // namespace
} // namespace fingerpost::primary
