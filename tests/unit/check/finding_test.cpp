#include "check/finding.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

constexpr Check sample{"sample", Severity::warning, "RFC 1035", "", "", "", ""};

} // namespace

TEST(Findings, a_finding_weighs_what_its_row_says_unless_it_says_more) {
    Findings findings;
    findings.add(sample, Verdict::wrong, "a");
    findings.add(sample, Verdict::wrong, "b").severity = Severity::error;
    EXPECT_EQ(findings.all()[0].severity, Severity::warning);
    EXPECT_EQ(findings.all()[1].severity, Severity::error);
}

TEST(Findings, those_of_several_families_are_put_together) {
    Findings first;
    first.ok(sample, "a");
    first.remember("serial", "1");
    Findings second;
    second.unknown(sample, "b", "timed out");
    second.remember("policy", "2");
    first.append(std::move(second));
    ASSERT_EQ(first.all().size(), 2U);
    EXPECT_EQ(first.all()[1].found, "timed out");
    EXPECT_EQ(first.remembered().size(), 2U);
}

TEST(Verdicts, have_the_words_that_reports_use) {
    EXPECT_EQ(name(Verdict::ok), "ok");
    EXPECT_EQ(name(Verdict::unknown), "unknown");
    EXPECT_EQ(name(Verdict::stale), "stale");
    EXPECT_EQ(name(Severity::info), "info");
    EXPECT_EQ(name(Severity::error), "error");
}

} // namespace fingerpost::check
