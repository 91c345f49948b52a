#include "storage/profile_link_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace fingerpost::storage {
namespace {

constexpr std::int64_t now = 1'000'000;
constexpr std::int64_t later = now + 3600;

class ProfileLinks : public test::DatabaseTest {
protected:
    std::int64_t add(const std::string& hash, std::int64_t uses = 1) {
        return links_.add({0, "emailaddress=a@b.test", now, later, uses}, hash);
    }

    ProfileLinkRepository links_{*database_};
};
FINGERPOST_EVERY_ENGINE(ProfileLinks);

TEST_P(ProfileLinks, are_found_by_their_hash_alone) {
    const auto id = add("hash");
    const auto found = links_.find("hash", now);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->query, "emailaddress=a@b.test");
    EXPECT_EQ(found->created, now);
    EXPECT_EQ(found->expires, later);
    EXPECT_EQ(found->uses_left, 1);
    EXPECT_FALSE(links_.find("other", now));
    EXPECT_THROW(add("hash"), SqlError);
}

TEST_P(ProfileLinks, are_used_as_often_as_they_may) {
    const auto id = add("hash", 2);
    EXPECT_TRUE(links_.use(id, now));
    EXPECT_TRUE(links_.find("hash", now));
    EXPECT_TRUE(links_.use(id, now));
    EXPECT_FALSE(links_.use(id, now));
    EXPECT_FALSE(links_.find("hash", now));
    EXPECT_EQ(links_.list().size(), 1U);
}

TEST_P(ProfileLinks, expire) {
    const auto id = add("hash");
    EXPECT_TRUE(links_.find("hash", later - 1));
    EXPECT_FALSE(links_.find("hash", later));
    EXPECT_FALSE(links_.use(id, later));
    EXPECT_EQ(links_.prune(later - 1), 0);
    EXPECT_EQ(links_.prune(later), 1);
    EXPECT_TRUE(links_.list().empty());
}

TEST_P(ProfileLinks, go_when_expired_ones_are_replaced_and_their_ids_stay_unused) {
    const auto old = links_.add({0, "q", now - 10, now - 5, 1}, "old");
    const auto fresh = add("fresh");
    ASSERT_EQ(links_.list().size(), 1U);
    EXPECT_GT(fresh, old);
    EXPECT_TRUE(links_.remove(fresh));
    EXPECT_EQ(links_.remove(fresh).error().code, Errc::not_found);
    EXPECT_GT(add("another"), fresh);
}

TEST(ProfileLinksAtOnce, are_used_by_one_connection_only) {
    const test::Folder folder;
    const DatabaseUrl url{folder.file("db")};
    std::int64_t id = 0;
    {
        const auto database = open(url, Mode::create);
        ASSERT_TRUE(migrate(*database));
        id = ProfileLinkRepository(*database).add({0, "q", now, later, 1}, "hash");
    }
    std::atomic<int> successes = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                const auto database = open(url, Mode::read_write);
                if (ProfileLinkRepository(*database).use(id, now)) ++successes;
            });
    }
    EXPECT_EQ(successes, 1);
}

} // namespace
} // namespace fingerpost::storage
