#include "storage/check_change_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class CheckChangeRepositoryTest : public test::DatabaseTest {
protected:
    static CheckChange change(std::int64_t at, std::string domain) {
        return {0, at, std::move(domain), "srv-missing", "", "error", "_imaps._tcp SRV", "nothing"};
    }

    CheckChangeRepository changes_{*database_};
};

TEST_P(CheckChangeRepositoryTest, changes_are_told_in_their_order_since_a_time) {
    changes_.add({change(100, "a.example"), change(200, "b.example")});
    changes_.add({change(300, "a.example")});
    const auto told = changes_.since(200);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].domain, "b.example");
    EXPECT_EQ(told[1].at, 300);
    auto expected = change(200, "b.example");
    expected.seq = 2;
    EXPECT_EQ(told[0], expected);
}

TEST_P(CheckChangeRepositoryTest, changes_of_one_domain_are_told_alone) {
    changes_.add({change(100, "a.example"), change(200, "b.example")});
    EXPECT_EQ(changes_.since(0, "a.example").size(), 1U);
    EXPECT_TRUE(changes_.since(0, "c.example").empty());
}

TEST_P(CheckChangeRepositoryTest, the_oldest_go_when_there_are_too_many) {
    changes_.add({change(1, "old.example")});
    // as if nearly as many had been added since
    database_->run("UPDATE sqlite_sequence SET seq = 100999 WHERE name = 'fingerpost_check_change'"
    );
    changes_.add({change(2, "young.example")});
    EXPECT_EQ(changes_.since(0).size(), 2U);
    changes_.add({change(3, "young.example")});
    const auto told = changes_.since(0);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].at, 2);
}

FINGERPOST_EVERY_ENGINE(CheckChangeRepositoryTest);

} // namespace
} // namespace fingerpost::storage
