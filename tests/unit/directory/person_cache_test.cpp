#include "directory/person_cache.hpp"

#include <gtest/gtest.h>

namespace fingerpost::directory {

namespace {

using std::chrono::seconds;
const PersonCache::Time start{seconds(1000)};
const Person jane{"jdoe", "Jane Doe"};

} // namespace

TEST(PersonCache, people_are_known_for_a_minute_and_nobody_for_ten_seconds) {
    PersonCache cache;
    cache.keep("jane", jane, start);
    cache.keep("nobody", std::nullopt, start);
    EXPECT_EQ(cache.find("jane", start + seconds(59))->person, jane);
    EXPECT_FALSE(cache.find("jane", start + seconds(60)));
    EXPECT_EQ(cache.find("nobody", start + seconds(9))->person, std::nullopt);
    EXPECT_FALSE(cache.find("nobody", start + seconds(10)));
    EXPECT_FALSE(cache.find("stranger", start));
    EXPECT_EQ(cache.bytes(), 0);
}

TEST(PersonCache, the_latest_news_counts) {
    PersonCache cache;
    cache.keep("jane", jane, start);
    cache.keep("jane", std::nullopt, start);
    EXPECT_EQ(cache.find("jane", start)->person, std::nullopt);
}

TEST(PersonCache, never_holds_more_than_its_bytes) {
    constexpr std::size_t most = 10000;
    PersonCache cache(most);
    for (int i = 0; i < 1000; ++i) {
        cache.keep(std::to_string(i), jane, start);
        EXPECT_TRUE(cache.find("0", start)); // asked for all the time
        EXPECT_LE(cache.bytes(), most);
    }
    EXPECT_GT(cache.bytes(), most / 2);
    EXPECT_TRUE(cache.find("999", start));
    EXPECT_FALSE(cache.find("1", start));
    cache.keep(std::string(2 * most, 'x'), jane, start);
    EXPECT_EQ(cache.bytes(), 0);
}

TEST(PersonCache, forgets_everything) {
    PersonCache cache;
    cache.keep("jane", jane, start);
    cache.clear();
    EXPECT_FALSE(cache.find("jane", start));
    EXPECT_EQ(cache.bytes(), 0);
}

} // namespace fingerpost::directory
