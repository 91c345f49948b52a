#include "storage/check_state_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::storage {
namespace {

class CheckStateRepositoryTest : public test::DatabaseTest {
protected:
    CheckStateRepository states_{*database_};
};

TEST_P(CheckStateRepositoryTest, a_state_is_kept_replaced_and_taken_away) {
    EXPECT_FALSE(states_.find("example.com"));
    states_.set("example.com", {"AAEC", "d1"});
    states_.set("example.com", {"AwQF", "d2"});
    states_.set("example.net", {"BgcI", "d3"});
    EXPECT_EQ(states_.find("example.com"), (CheckState{"AwQF", "d2"}));
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_check_state"), 2);
    states_.remove("example.com");
    EXPECT_FALSE(states_.find("example.com"));
    EXPECT_TRUE(states_.find("example.net"));
}

TEST_P(CheckStateRepositoryTest, all_are_visited_by_name) {
    states_.set("b.example", {"2", ""});
    states_.set("a.example", {"1", ""});
    std::string seen;
    states_.for_each([&](std::string_view domain, std::string_view state) {
        seen.append(domain).append("=").append(state).append(" ");
    });
    EXPECT_EQ(seen, "a.example=1 b.example=2 ");
}

TEST_P(CheckStateRepositoryTest, a_check_keeps_its_bit_when_others_come_and_go) {
    const std::array<std::string, 2> first{"srv-missing", "spf-all"};
    const auto before = states_.give_bits(first);
    ASSERT_EQ(before.size(), 2U);
    const std::array<std::string, 2> next{"dkim-missing", "spf-all"};
    const auto after = states_.give_bits(next);
    EXPECT_EQ(after.at("spf-all"), before.at("spf-all"));
    EXPECT_EQ(after.at("srv-missing"), before.at("srv-missing")) << "nobody else gets it";
    EXPECT_EQ(after.at("dkim-missing"), 2U);
    EXPECT_EQ(CheckStateRepository(*database_).bits(), after);
}

FINGERPOST_EVERY_ENGINE(CheckStateRepositoryTest);

} // namespace
} // namespace fingerpost::storage
