#include "check/judgement.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array checks{
    Check{"sample", Severity::error, "RFC 1035", "A of the domain", "it has none", "", ""}};

resolve::Answer alias_answer() {
    resolve::Answer answer;
    answer.outcome = resolve::Outcome::found;
    answer.records.push_back(
        {"example.com", resolve::Type::mx, 60, resolve::Mx{10, "mx.example.net"}}
    );
    return answer;
}

/// Asks for the exchangers, then for their addresses.
void judge_chain(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const auto& mx :
         resolve::all<resolve::Mx>(evidence.dns(subject.domain, resolve::Type::mx)))
        if (evidence.addresses(mx.host).empty())
            findings.add(checks[0], Verdict::missing, mx.host).found = "no address";
}

void judge_for_ever(const Subject&, Evidence& evidence, Findings& findings) {
    const auto next = std::to_string(evidence.all_dns().size()) + ".example.com";
    evidence.dns(next, resolve::Type::a);
    findings.unknown(checks[0], next, "endless");
}

constexpr Family chain{"chain", "A chain", checks, judge_chain};
constexpr Family endless{"endless", "No end", checks, judge_for_ever};

class JudgementTest : public testing::Test {
protected:
    Offer offer;
    zone::HostSettings host;
    zone::Records desired;
    Circumstances circumstances;
    std::map<std::string, std::string> memory;
    Subject subject{"example.com", offer, host, desired, circumstances, nullptr, memory};
};

} // namespace

TEST_F(JudgementTest, a_rule_runs_again_until_nothing_is_left_to_ask) {
    const std::array<const Family*, 1> families{&chain};
    Judgement judgement(subject, families);
    const resolve::Query mx{"example.com", resolve::Type::mx};
    EXPECT_EQ(judgement.step().dns, std::set{mx});
    judgement.evidence().learn(mx, alias_answer());
    const auto wanted = judgement.step().dns;
    EXPECT_EQ(wanted.size(), 2U) << "A and AAAA of the exchanger";
    resolve::Answer none;
    none.outcome = resolve::Outcome::no_data;
    for (const auto& query : wanted)
        judgement.evidence().learn(query, none);
    EXPECT_TRUE(judgement.step().empty());
    const auto findings = judgement.take();
    ASSERT_EQ(findings.all().size(), 1U) << "what unfinished runs found is thrown away";
    EXPECT_EQ(findings.all()[0].subject, "mx.example.net");
    EXPECT_EQ(findings.all()[0].severity, Severity::error);
}

TEST_F(JudgementTest, nobody_leads_it_round_in_circles) {
    const std::array<const Family*, 1> families{&endless};
    Judgement judgement(subject, families);
    int rounds = 0;
    resolve::Answer none;
    none.outcome = resolve::Outcome::no_such_name;
    while (!judgement.step().empty() && ++rounds < 1000)
        for (const auto& query : std::set(judgement.step().dns))
            judgement.evidence().learn(query, none);
    EXPECT_LE(rounds, rounds_max);
    EXPECT_EQ(judgement.take().all().size(), 1U);
}

} // namespace fingerpost::check
