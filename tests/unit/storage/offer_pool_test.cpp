#include "storage/offer_pool.hpp"

#include "storage/base_tables.hpp"
#include "storage/offer_rows.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace fingerpost::storage {
namespace {

std::string packed(const OfferKey& key) {
    std::string text;
    key.pack(text);
    return text;
}

TEST(OfferKey, comes_back_as_it_was_packed) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    for (const auto& key : {
             OfferKey{},
             OfferKey{0, 0, {0}, {0}},
             OfferKey{-1, std::nullopt, {1, 2, 300}, {}},
             OfferKey{most, least, {least, 0, most}, {70000, 3}},
             OfferKey{
                 1,
                 std::nullopt,
                 {},
                 {2},
                 {{AttributeId::webmail, "", std::string(300, 'x')}, {AttributeId::mx, "de", ""}}},
         })
        EXPECT_EQ(OfferKey::unpack(packed(key)), key);
}

TEST(OfferKey, differs_where_the_rows_differ) {
    EXPECT_NE(packed({1, std::nullopt, {1}, {}}), packed({1, std::nullopt, {}, {1}}));
    EXPECT_NE(packed({1, std::nullopt, {}, {}}), packed({1, 0, {}, {}}));
}

TEST(OfferKey, knows_the_rows_it_names) {
    const OfferKey key{1, 2, {3}, {4}};
    EXPECT_TRUE(key.names("provider", 1));
    EXPECT_TRUE(key.names("ldapserver", 2));
    EXPECT_TRUE(key.names("server", 3));
    EXPECT_TRUE(key.names("davserver", 4));
    EXPECT_FALSE(key.names("server", 4));
    EXPECT_FALSE(key.names("other", 1));
}

TEST(OfferPool, forgets_an_offer_with_its_last_use) {
    OfferPool pool;
    pool.add("a", 0);
    pool.take(0);
    pool.take(0);
    EXPECT_FALSE(pool.release(0));
    EXPECT_EQ(pool.find("a"), 0U);
    EXPECT_TRUE(pool.release(0));
    EXPECT_EQ(pool.find("a"), std::nullopt);
    EXPECT_EQ(pool.free_id(), 0U);
    EXPECT_EQ(pool.free_id(), std::nullopt);
}

TEST(OfferRows, are_the_same_read_at_once_and_one_by_one) {
    const auto database = test::memory_database();
    database->run(
        "INSERT INTO provider VALUES (1, 'P', 'p');"
        "INSERT INTO server VALUES (1, 10, 'i.example.com', 993, 'imap', 'SSL', 'u', 'plain')"
    );
    BaseReader reader(*database);
    OfferRows one(reader), all(reader);
    ProblemBook book;
    all.read_all(book);
    std::vector<std::string> problems, same;
    const OfferKey key{1, 5, {1, 2}, {3}};
    EXPECT_EQ(test::text(one.make(key, problems)), test::text(all.make(key, same)));
    EXPECT_EQ(problems, same);
    EXPECT_EQ(problems.size(), 3U);
}

} // namespace
} // namespace fingerpost::storage
