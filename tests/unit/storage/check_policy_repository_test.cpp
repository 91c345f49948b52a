#include "storage/check_policy_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class CheckPolicyRepositoryTest : public test::DatabaseTest {
protected:
    CheckPolicyRepository policy_{*database_};
};

TEST_P(CheckPolicyRepositoryTest, a_severity_is_set_replaced_and_taken_away) {
    policy_.set({"*", "srv-missing", "info"});
    policy_.set({"example.com", "srv-missing", "error"});
    policy_.set({"*", "srv-missing", "warning"});
    EXPECT_EQ(
        policy_.severities(),
        (std::vector<CheckSeverity>{
            {"*", "srv-missing", "warning"}, {"example.com", "srv-missing", "error"}})
    );
    policy_.set({"*", "srv-missing", ""});
    EXPECT_EQ(policy_.severities().size(), 1U);
}

TEST_P(CheckPolicyRepositoryTest, what_is_ignored_is_kept_until_it_is_taken_away) {
    CheckIgnore ignore{0, "example.com", "spf-all", "", "moves in May", "jane", 1000};
    ignore.id = policy_.add(ignore);
    EXPECT_EQ(policy_.ignored(), std::vector{ignore});
    EXPECT_TRUE(policy_.remove_ignored(ignore.id));
    EXPECT_TRUE(policy_.ignored().empty());
    EXPECT_EQ(policy_.remove_ignored(ignore.id).error().code, Errc::not_found);
}

TEST_P(CheckPolicyRepositoryTest, each_domain_has_a_memory_of_its_own) {
    policy_.remember("example.com", {{"a", "1"}, {"b", "2"}});
    policy_.remember("example.net", {{"a", "3"}});
    policy_.remember("example.com", {{"b", "4"}});
    EXPECT_EQ(policy_.memory("example.com"), (std::map<std::string, std::string>{{"b", "4"}}));
    EXPECT_EQ(policy_.memory("example.net").at("a"), "3");
    EXPECT_TRUE(policy_.memory("example.org").empty());
}

FINGERPOST_EVERY_ENGINE(CheckPolicyRepositoryTest);

} // namespace
} // namespace fingerpost::storage
