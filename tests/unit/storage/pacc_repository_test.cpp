#include "storage/pacc_repository.hpp"

#include "storage/migrate.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

using Rows = std::vector<PublishedPacc>;

class PaccRepositoryTest : public testing::Test {
protected:
    PaccRepositoryTest() { EXPECT_TRUE(migrate(*database_)); }

    void publish(const std::string& document, std::int64_t now) {
        published_.publish("x", document, now, 300);
    }

    std::unique_ptr<Connection> database_ = test::memory_database();
    PaccRepository published_{*database_};
};

TEST_F(PaccRepositoryTest, the_first_document_is_served_at_once) {
    publish("a", 1000);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}}));
    publish("a", 2000);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}})) << "nothing new";
}

TEST_F(PaccRepositoryTest, the_next_one_waits_until_its_digest_is_everywhere) {
    publish("a", 1000);
    publish("b", 2000);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}, {"x", "b", 2300}}));
    publish("b", 2100);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}, {"x", "b", 2300}})) << "it waits already";
    EXPECT_EQ(served_at(published_.list(), 2299)->document, "a");
    EXPECT_EQ(served_at(published_.list(), 2300)->document, "b");
}

TEST_F(PaccRepositoryTest, a_document_that_was_never_served_gives_way) {
    publish("a", 1000);
    publish("b", 2000);
    publish("c", 2100);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}, {"x", "c", 2400}}));
    publish("a", 2200);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}}));
}

TEST_F(PaccRepositoryTest, an_old_document_that_comes_back_waits_as_a_new_one) {
    publish("a", 1000);
    publish("b", 2000);
    publish("a", 3000); // its digest has gone when b was served
    EXPECT_EQ(published_.list(), (Rows{{"x", "b", 2300}, {"x", "a", 3300}}));
}

TEST_F(PaccRepositoryTest, settings_know_nothing_of_each_other) {
    publish("a", 1000);
    published_.publish("y", "b", 2000, 300);
    EXPECT_EQ(published_.list(), (Rows{{"x", "a", 1000}, {"y", "b", 2000}}));
}

TEST(PaccRepository, an_older_database_holds_none) {
    const auto database = test::memory_database();
    EXPECT_TRUE(PaccRepository(*database).list().empty());
}

} // namespace
} // namespace fingerpost::storage
