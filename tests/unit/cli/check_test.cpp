#include "support/database_command_line.hpp"
#include "support/named.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {

namespace {

/// With a resolver that is not there: what can be seen without a network.
class CheckVerbs : public testing::Test {
protected:
    CheckVerbs() { line.done({"import", "example"}); }

    test::Said said(std::vector<std::string> words) {
        words.push_back("--check-resolver=127.0.0.1:" + std::to_string(nobody));
        return line.said(words);
    }

    test::DatabaseCommandLine line;
    int nobody = test::free_port();
};

} // namespace

TEST_F(CheckVerbs, without_a_resolver_everything_is_unknown_and_nothing_missing) {
    const auto answer = said({"check", "example.com", "--dns-only", "--json", "--only=srv,mx,spf"});
    EXPECT_EQ(answer.code, exit_unknown) << answer.err;
    const auto report = boost::json::parse(answer.out).at(0);
    EXPECT_EQ(report.at("domain"), "example.com");
    EXPECT_GT(report.at("unknown").to_number<int>(), 5);
    for (const auto* count : {"errors", "warnings", "remarks"})
        EXPECT_EQ(report.at(count).to_number<int>(), 0) << count;
}

TEST_F(CheckVerbs, domains_come_from_a_list_too) {
    const auto list = line.scratch().write("list", "example.com # ours\n\n  Example.NET.\n");
    const auto answer =
        said({"check", "--file", list.string(), "--dns-only", "--json", "--only=spf"});
    EXPECT_EQ(answer.code, exit_unknown) << answer.err;
    EXPECT_EQ(boost::json::parse(answer.out).as_array().size(), 2U);
    const auto wrong = line.scratch().write("wrong", "example.com\nexa mple\n");
    EXPECT_NE(said({"check", "--file", wrong.string()}).err.find("wrong:2: "), std::string::npos);
}

TEST_F(CheckVerbs, a_domain_that_nobody_serves_is_told_beside_the_others) {
    const auto answer =
        said({"check", "example.com", "strange.test", "--dns-only", "--only=spf", "--junit"});
    EXPECT_EQ(answer.code, exit_error);
    EXPECT_NE(answer.err.find("strange.test is not served"), std::string::npos) << answer.err;
    EXPECT_NE(answer.out.find("<testsuite name=\"example.com\""), std::string::npos);
}

TEST_F(CheckVerbs, what_to_watch_must_be_a_record_of_a_domain_that_is_served) {
    EXPECT_NE(
        said({"dns", "watch", "example.com", "@", "NONSENSE"}).err.find("no type of record"),
        std::string::npos
    );
    EXPECT_NE(
        said({"dns", "watch", "strange.test", "@", "MX", "--once"}).err.find("not served"),
        std::string::npos
    );
    const auto seen = said({"dns", "watch", "example.com", "_imaps._tcp", "SRV", "--once"});
    EXPECT_EQ(seen.code, exit_unknown) << seen.err;
    EXPECT_NE(seen.out.find("the resolver"), std::string::npos);
}

TEST_F(CheckVerbs, a_move_is_not_planned_from_silence) {
    const auto answer = said({"check", "migrate", "example.com"});
    EXPECT_EQ(answer.code, exit_unknown);
    EXPECT_EQ(answer.out.find("publish"), std::string::npos) << answer.out;
}

} // namespace fingerpost::cli
