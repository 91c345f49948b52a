#include "check/family.hpp"
#include "support/database_command_line.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {

namespace {

class CheckPolicyVerbs : public testing::Test {
protected:
    test::DatabaseCommandLine line;
};

} // namespace

TEST_F(CheckPolicyVerbs, a_finding_is_ignored_for_some_days_and_heeded_again) {
    const auto said = line.done(
        {"check",
         "ignore",
         "spf-all",
         "--domain",
         "Example.COM",
         "--days",
         "30",
         "--reason",
         "moves in May",
         "--author",
         "jane"}
    );
    EXPECT_EQ(said.find("1: spf-all is ignored for example.com until 20"), 0U) << said;
    const auto list = line.done({"check", "ignored"});
    EXPECT_NE(list.find("moves in May"), std::string::npos);
    line.done({"check", "heed", "1"});
    EXPECT_EQ(line.done({"check", "ignored"}), "");
    EXPECT_NE(line.refused({"check", "heed", "1"}).find("check ignored"), std::string::npos);
}

TEST_F(CheckPolicyVerbs, ignoring_needs_a_reason_a_name_and_an_end) {
    const auto refused = line.refused(
        {"check", "ignore", "spf-all", "--days", "30", "--reason", " ", "--author", "jane"}
    );
    EXPECT_NE(refused.find("--reason"), std::string::npos);
    EXPECT_NE(
        line.refused({"check", "ignore", "spf-all", "--reason", "x", "--author", "y", "--days", "0"}
        )
            .find("--days"),
        std::string::npos
    );
}

TEST_F(CheckPolicyVerbs, a_misspelt_check_is_told_the_nearest) {
    EXPECT_NE(
        line.refused({"check", "weigh", "spf-al", "info"}).find("did you mean spf-all?"),
        std::string::npos
    );
}

TEST_F(CheckPolicyVerbs, a_severity_is_changed_and_changed_back) {
    line.done({"check", "weigh", "spf-all", "info", "--domain", "example.com"});
    EXPECT_NE(
        line.done({"check", "weights"}).find("spf-all  example.com  info"), std::string::npos
    );
    EXPECT_NE(
        line.refused({"check", "weigh", "spf-all", "loud"}).find("error, warning and info"),
        std::string::npos
    );
    line.done({"check", "weigh", "spf-all", "default", "--domain", "example.com"});
    EXPECT_EQ(line.done({"check", "weights"}), "");
}

TEST_F(CheckPolicyVerbs, every_check_is_explained_in_full) {
    ASSERT_FALSE(check::all_checks().empty());
    for (const auto* check : check::all_checks()) {
        const auto text = line.done({"check", "explain", std::string(check->id)});
        EXPECT_EQ(text.find(std::string(check->id) + " ("), 0U);
        for (const auto* field : {"looks at", "fires", "why", "remedy", "spec"})
            EXPECT_NE(text.find(field), std::string::npos) << check->id << " lacks " << field;
    }
    EXPECT_NE(
        line.refused({"check", "explain", "nonsense"}).find("check explain"), std::string::npos
    );
}

TEST_F(CheckPolicyVerbs, what_to_check_must_make_sense) {
    line.done({"import", "example"});
    EXPECT_NE(line.refused({"check"}).find("--all"), std::string::npos);
    EXPECT_NE(
        line.refused({"check", "example.com", "--only", "nonsense"}).find("is none of"),
        std::string::npos
    );
    EXPECT_NE(
        line.refused({"check", "example.com", "--from", "moon"}).find("--from"), std::string::npos
    );
    EXPECT_NE(
        line.refused({"check", "example.com", "--via", "http://www.example.com/"})
            .find("IP address"),
        std::string::npos
    );
    EXPECT_NE(
        line.refused({"check", "example.com", "--json", "--junit"}).find("will do"),
        std::string::npos
    );
    EXPECT_NE(
        line.refused({"check", "--file", "/nonexistent/list"}).find("cannot be read"),
        std::string::npos
    );
}

} // namespace fingerpost::cli
