#include "catalog/catalog.hpp"

#include "catalog/domain_shard.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace fingerpost {
namespace {

Offer named(std::string provider) {
    auto offer = test::mail_offer();
    offer.provider_name = std::move(provider);
    return offer;
}

std::string found(const Catalog& catalog, std::string_view domain) {
    const auto* offer = catalog.find(domain);
    return offer ? offer->provider_name : "nothing";
}

Catalog catalog_of(std::initializer_list<std::pair<const char*, const char*>> rows) {
    CatalogBuilder builder;
    for (const auto& [name, provider] : rows)
        builder.set(name, builder.add_offer(named(provider)));
    return std::move(builder).build();
}

TEST(Catalog, knows_nothing_when_empty) {
    EXPECT_EQ(Catalog().find("example.com"), nullptr);
    EXPECT_EQ(Catalog().domains(), 0u);
}

using Changes = std::map<std::string, std::string>;

/// name -> "before > after"
Changes changes(const Catalog& before, const Catalog& after) {
    Changes all;
    after.for_each_change(before, [&](std::string_view name, const Offer* was, const Offer* is) {
        const auto text = [](const Offer* offer) { return offer ? offer->provider_name : "-"; };
        EXPECT_TRUE(all.emplace(name, text(was) + " > " + text(is)).second) << name;
    });
    return all;
}

TEST(Catalog, tells_what_differs_from_an_earlier_one) {
    const auto before = catalog_of({{"a.test", "a"}, {"b.test", "b"}, {"c.test", "c"}});
    CatalogBuilder builder(before);
    builder.set("a.test", builder.add_offer(named("new")));
    builder.replace_offer(*builder.row_offer("b.test"), named("other"));
    builder.remove("c.test");
    builder.set("d.test", builder.add_offer(named("d")));
    const auto after = std::move(builder).build();
    EXPECT_EQ(
        changes(before, after),
        (Changes{
            {"a.test", "a > new"},
            {"b.test", "b > other"},
            {"c.test", "c > -"},
            {"d.test", "- > d"}})
    );
    EXPECT_EQ(changes(after, after), Changes{});
}

TEST(Catalog, a_held_document_is_a_difference) {
    const auto before = catalog_of({{"a.test", "a"}, {"b.test", "b"}});
    auto after = before;
    after.hold({{before.find("a.test")->serial, "held"}});
    EXPECT_EQ(changes(before, after), (Changes{{"a.test", "a > a"}}));
    auto same = before;
    same.hold({{before.find("a.test")->serial, "held"}});
    EXPECT_EQ(changes(after, same), Changes{});
    EXPECT_EQ(changes(after, before), (Changes{{"a.test", "a > a"}}));
}

TEST(Catalog, takes_the_own_row_then_parents_then_the_default) {
    const auto catalog = catalog_of(
        {{"a.example.com", "own"},
         {"*.example.com", "parent"},
         {"*.deep.example.com", "nearer"},
         {"*", "default"}}
    );
    EXPECT_EQ(found(catalog, "a.example.com"), "own");
    EXPECT_EQ(found(catalog, "b.example.com"), "parent");
    EXPECT_EQ(found(catalog, "c.b.example.com"), "parent");
    EXPECT_EQ(found(catalog, "x.deep.example.com"), "nearer");
    EXPECT_EQ(found(catalog, "example.com"), "default");
    EXPECT_EQ(found(catalog, "example.org"), "default");
}

TEST(Catalog, has_no_default_unless_the_operator_made_one) {
    const auto catalog = catalog_of({{"*.example.com", "parent"}});
    EXPECT_EQ(found(catalog, "example.com"), "nothing");
    EXPECT_EQ(found(catalog, "example.org"), "nothing");
}

TEST(Catalog, finds_each_of_many) {
    CatalogBuilder builder;
    const auto even = builder.add_offer(named("even"));
    const auto odd = builder.add_offer(named("odd"));
    for (int i = 0; i < 50000; ++i)
        builder.set("d" + std::to_string(i) + ".test", i % 2 ? odd : even);
    const auto catalog = std::move(builder).build();
    EXPECT_EQ(catalog.domains(), 50000u);
    for (int i = 0; i < 50000; ++i)
        ASSERT_EQ(found(catalog, "d" + std::to_string(i) + ".test"), i % 2 ? "odd" : "even");
    EXPECT_EQ(found(catalog, "d50000.test"), "nothing");
    std::set<std::string> seen;
    catalog.for_each([&](std::string_view name, const Offer&) { seen.emplace(name); });
    EXPECT_EQ(seen.size(), 50000u);
}

TEST(Catalog, tells_each_offer_once) {
    CatalogBuilder builder;
    const auto shared = builder.add_offer(named("shared"));
    builder.set("a.test", shared);
    builder.set("b.test", shared);
    builder.set("c.test", builder.add_offer(named("own")));
    std::multiset<std::string> providers;
    std::move(builder).build().for_each_offer([&](const Offer& offer) {
        providers.insert(offer.provider_name);
    });
    EXPECT_EQ(providers, (std::multiset<std::string>{"own", "shared"}));
}

TEST(Catalog, a_new_version_leaves_the_old_one_as_it_was) {
    const auto old = catalog_of({{"a.test", "first"}, {"b.test", "second"}, {"*.c.test", "third"}});
    CatalogBuilder builder(old);
    builder.set("a.test", builder.add_offer(named("changed")));
    builder.set("new.test", builder.add_offer(named("fresh")));
    builder.remove("b.test");
    builder.remove("*.c.test");
    builder.remove("never.test");
    const auto next = std::move(builder).build();

    EXPECT_EQ(found(old, "a.test"), "first");
    EXPECT_EQ(found(old, "b.test"), "second");
    EXPECT_EQ(found(old, "new.test"), "nothing");
    EXPECT_EQ(old.domains(), 3u);
    EXPECT_EQ(found(next, "a.test"), "changed");
    EXPECT_EQ(found(next, "b.test"), "nothing");
    EXPECT_EQ(found(next, "x.c.test"), "nothing");
    EXPECT_EQ(found(next, "new.test"), "fresh");
    EXPECT_EQ(next.domains(), 2u);
}

TEST(Catalog, a_replaced_offer_reaches_all_its_domains) {
    CatalogBuilder first;
    const auto shared = first.add_offer(named("old"));
    first.set("a.test", shared);
    first.set("b.test", shared);
    const auto old = std::move(first).build();
    CatalogBuilder builder(old);
    builder.replace_offer(shared, named("new"));
    const auto next = std::move(builder).build();
    EXPECT_EQ(found(next, "a.test"), "new");
    EXPECT_EQ(found(next, "b.test"), "new");
    EXPECT_EQ(found(old, "a.test"), "old");
}

TEST(Catalog, keeps_a_bounded_number_of_problems) {
    CatalogBuilder builder;
    builder.problems(std::vector<std::string>(5000, "server 1: port"));
    EXPECT_EQ(std::move(builder).build().problems().size(), Catalog::problems_max);
}

TEST(DomainShard, tells_whether_a_name_was_new) {
    DomainShard shard;
    const auto hash = DomainShard::hash("a.test");
    EXPECT_TRUE(shard.set(hash, "a.test", 1));
    EXPECT_FALSE(shard.set(hash, "a.test", 2));
    EXPECT_EQ(shard.find(hash, "a.test"), 2u);
    EXPECT_TRUE(shard.remove(hash, "a.test"));
    EXPECT_FALSE(shard.remove(hash, "a.test"));
    EXPECT_EQ(shard.find(hash, "a.test"), std::nullopt);
}

} // namespace
} // namespace fingerpost
