#include "check/policy.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array checks{
    Check{"one", Severity::error, "RFC 1035", "", "", "", ""},
    Check{"two", Severity::warning, "RFC 1035", "", "", "", ""}};

Findings both() {
    Findings findings;
    findings.add(checks[0], Verdict::wrong, "a.example.com");
    findings.add(checks[1], Verdict::missing, "b.example.com");
    return findings;
}

} // namespace

TEST(Policy, what_names_the_domain_goes_before_what_is_for_all) {
    const Policy policy{
        .severities = {
            {"example.com", "one", Severity::info},
            {"*", "one", Severity::warning},
            {"*", "two", Severity::error}}};
    auto findings = both();
    policy.apply("example.com", 0, findings);
    EXPECT_EQ(findings.all()[0].severity, Severity::info);
    EXPECT_EQ(findings.all()[1].severity, Severity::error);
    findings = both();
    policy.apply("example.net", 0, findings);
    EXPECT_EQ(findings.all()[0].severity, Severity::warning);
}

TEST(Policy, a_finding_is_ignored_until_the_day_that_was_said) {
    const Policy policy{.ignored = {{1, "*", "two", "", "moves in May", "jane", 1000}}};
    auto findings = both();
    policy.apply("example.com", 999, findings);
    EXPECT_EQ(findings.all()[0].ignored, "");
    EXPECT_EQ(findings.all()[1].ignored, "moves in May");
    findings = both();
    policy.apply("example.com", 1000, findings);
    EXPECT_EQ(findings.all()[1].ignored, "");
}

TEST(Policy, a_rule_about_one_subject_or_domain_leaves_the_others) {
    const Policy policy{
        .ignored = {{1, "example.com", "two", "c.example.com", "why", "jane", 1000}}};
    auto findings = both();
    findings.add(checks[1], Verdict::missing, "c.example.com");
    policy.apply("example.com", 0, findings);
    EXPECT_EQ(findings.all()[1].ignored, "");
    EXPECT_EQ(findings.all()[2].ignored, "why");
    findings = both();
    findings.add(checks[1], Verdict::missing, "c.example.com");
    policy.apply("example.net", 0, findings);
    EXPECT_EQ(findings.all()[2].ignored, "");
}

TEST(Policy, a_severity_is_one_of_three_words) {
    EXPECT_EQ(*parse_severity("Warning"), Severity::warning);
    EXPECT_NE(parse_severity("fatal").error().what.find("fatal"), std::string::npos);
}

} // namespace fingerpost::check
