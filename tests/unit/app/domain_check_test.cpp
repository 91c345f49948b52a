#include "app/domain_check.hpp"

#include "storage/check_policy_repository.hpp"
#include "support/await.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {

namespace {

class DomainCheckTest : public testing::Test {
protected:
    DomainCheckTest() {
        settings.check_resolver = {{"127.0.0.1", 1}}; // nobody is there
        settings.dns_ttl = 3600;
    }

    Result<std::unique_ptr<DomainCheck>> make() {
        return DomainCheck::make(context, settings, catalog, {});
    }

    boost::asio::io_context context{1};
    Settings settings;
    Catalog catalog;
};

} // namespace

TEST_F(DomainCheckTest, a_domain_that_nobody_serves_is_not_checked) {
    const auto checks = make();
    ASSERT_TRUE(checks);
    const auto findings = test::await(context, (*checks)->check("example.com", {}));
    EXPECT_EQ(findings.error().code, Errc::not_found);
}

TEST_F(DomainCheckTest, a_file_of_authorities_that_is_not_there_is_named) {
    settings.check_ca_file = "/nonexistent/ca.pem";
    const auto checks = make();
    ASSERT_FALSE(checks);
    EXPECT_NE(checks.error().what.find("/nonexistent/ca.pem"), std::string::npos);
}

TEST(CheckPolicy, is_read_from_the_database) {
    const auto database = test::memory_database();
    storage::CheckPolicyRepository repository(*database);
    repository.set({"*", "srv-missing", "info"});
    repository.add({0, "example.com", "spf-all", "", "moves in May", "jane", 1000});
    const auto policy = read_policy(*database);
    ASSERT_TRUE(policy);
    ASSERT_EQ(policy->severities.size(), 1U);
    EXPECT_EQ(policy->severities[0].severity, check::Severity::info);
    ASSERT_EQ(policy->ignored.size(), 1U);
    EXPECT_EQ(policy->ignored[0].until, 1000);
}

TEST(CheckPolicy, a_word_that_is_no_severity_is_told_with_its_check) {
    const auto database = test::memory_database();
    database->run("INSERT INTO fingerpost_check_severity VALUES ('*', 'srv-missing', 'loud')");
    const auto policy = read_policy(*database);
    ASSERT_FALSE(policy);
    EXPECT_NE(policy.error().what.find("srv-missing"), std::string::npos);
}

TEST(CheckPolicy, a_database_of_another_program_has_none) {
    const auto database = test::empty_database();
    const auto policy = read_policy(*database);
    ASSERT_TRUE(policy);
    EXPECT_TRUE(policy->severities.empty());
}

} // namespace fingerpost::app
