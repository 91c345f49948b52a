#include "app/check_ledger.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::app {
namespace {

using check::Severity;
using check::Verdict;
using metrics::Standing;

constexpr std::array checks{
    check::Check{"grave", Severity::error, "RFC 1035", "", "", "", ""},
    check::Check{"light", Severity::warning, "RFC 1035", "", "", "", ""},
    check::Check{"young", Severity::error, "RFC 1035", "", "", "", ""}};
constexpr std::array older{&checks[0], &checks[1]};
constexpr std::array newer{&checks[2], &checks[1]};

class CheckLedgerTest : public testing::Test {
protected:
    static Looked looked(std::int64_t at, const check::Check& check, Verdict verdict) {
        Looked seen;
        seen.domain = "example.com";
        seen.at = at;
        seen.desired = "d1";
        if (verdict == Verdict::unknown)
            seen.findings.unknown(check, "example.com", "timed out");
        else
            seen.findings.add(check, verdict, "example.com").found = "nothing";
        return seen;
    }
    void keep(const Looked& seen) {
        ledger_->keep(seen, policy_, seen.at + 900);
        for (auto& change : ledger_->committed())
            told_.push_back(change.check + ": " + change.before + " > " + change.after);
    }
    std::size_t count(Standing standing) const {
        return ledger_->standings().at(static_cast<std::size_t>(standing));
    }
    std::vector<std::string> due(std::int64_t at) { return sweep_.due(at, 9); }

    std::unique_ptr<storage::Connection> database_ = test::memory_database();
    storage::CheckSweepRepository sweep_{*database_};
    std::optional<CheckLedger> ledger_{std::in_place, *database_, older};
    check::Policy policy_;
    std::vector<std::string> told_;
};

TEST_F(CheckLedgerTest, an_error_is_told_when_it_was_seen_twice_and_becomes_due_in_between) {
    keep(looked(1000, checks[0], Verdict::missing));
    EXPECT_TRUE(told_.empty());
    EXPECT_EQ(count(Standing::ok), 1U);
    EXPECT_EQ(due(1900), std::vector<std::string>{"example.com"});
    keep(looked(1900, checks[0], Verdict::missing));
    EXPECT_EQ(told_, std::vector<std::string>{"grave:  > error"});
    EXPECT_EQ(count(Standing::failing), 1U);
    EXPECT_EQ(sweep_.due_count(), 0);
    const auto kept = storage::CheckChangeRepository(*database_).since(0);
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].at, 1900);
    EXPECT_EQ(kept[0].found, "nothing");
    keep(looked(2000, checks[0], Verdict::ok));
    EXPECT_EQ(told_.back(), "grave: error > ");
}

TEST_F(CheckLedgerTest, after_a_change_of_what_is_desired_an_error_is_told_at_once) {
    keep(looked(1000, checks[0], Verdict::ok));
    auto changed = looked(2000, checks[0], Verdict::missing);
    changed.desired = "d2";
    keep(changed);
    EXPECT_EQ(told_.size(), 1U);
}

TEST_F(CheckLedgerTest, after_a_publication_an_error_is_told_at_once) {
    keep(looked(1000, checks[0], Verdict::ok));
    storage::PublicationRepository(*database_)
        .publish("example.com", {"@ 300 A 192.0.2.1", "d1", 1500});
    keep(looked(2000, checks[0], Verdict::missing));
    EXPECT_EQ(told_.size(), 1U);
    EXPECT_EQ(sweep_.due_count(), 0);
}

TEST_F(CheckLedgerTest, a_domain_that_was_never_looked_at_is_not_accused_at_once) {
    storage::PublicationRepository(*database_)
        .publish("example.com", {"@ 300 A 192.0.2.1", "d1", 1500});
    keep(looked(2000, checks[0], Verdict::missing));
    EXPECT_TRUE(told_.empty());
}

TEST_F(CheckLedgerTest, what_is_for_information_only_is_not_kept) {
    auto seen = looked(1000, checks[1], Verdict::wrong);
    seen.findings.all()[0].severity = Severity::info;
    keep(seen);
    EXPECT_EQ(count(Standing::ok), 1U);
    keep(looked(2000, checks[1], Verdict::wrong));
    EXPECT_EQ(count(Standing::warning), 1U);
    keep(seen);
    EXPECT_EQ(told_.back(), "light: warning > ");
}

TEST_F(CheckLedgerTest, the_policy_counts) {
    policy_.ignored.push_back({1, "*", "light", "", "known", "jane", 1500});
    keep(looked(1000, checks[1], Verdict::wrong));
    EXPECT_TRUE(told_.empty());
    keep(looked(2000, checks[1], Verdict::wrong));
    EXPECT_EQ(told_.size(), 1U) << "it is ignored until 1500";
}

TEST_F(CheckLedgerTest, what_ceases_to_be_known_is_looked_at_once_more_soon) {
    keep(looked(1000, checks[1], Verdict::ok));
    keep(looked(2000, checks[1], Verdict::unknown));
    EXPECT_EQ(count(Standing::unknown), 1U);
    EXPECT_EQ(due(2900).size(), 1U);
    keep(looked(2900, checks[1], Verdict::unknown));
    EXPECT_EQ(sweep_.due_count(), 0);
    EXPECT_TRUE(told_.empty());
}

TEST_F(CheckLedgerTest, another_table_of_checks_neither_raises_nor_ends_a_finding) {
    keep(looked(1000, checks[1], Verdict::wrong));
    told_.clear();
    ledger_.emplace(*database_, newer);
    EXPECT_EQ(count(Standing::warning), 1U);
    keep(looked(2000, checks[1], Verdict::wrong));
    EXPECT_TRUE(told_.empty());
    keep(looked(3000, checks[2], Verdict::missing));
    EXPECT_EQ(told_, std::vector<std::string>{"light: warning > "});
}

TEST_F(CheckLedgerTest, knows_after_a_restart_what_it_knew) {
    auto seen = looked(1000, checks[1], Verdict::wrong);
    seen.findings.remember("serial", "7");
    keep(seen);
    ledger_.emplace(*database_, older);
    EXPECT_EQ(count(Standing::warning), 1U);
    EXPECT_EQ(ledger_->oldest(), 1000);
    EXPECT_EQ(ledger_->memory("example.com").at("serial"), "7");
}

TEST_F(CheckLedgerTest, forgets_a_domain_whole) {
    auto seen = looked(1000, checks[0], Verdict::wrong);
    seen.findings.remember("serial", "7");
    keep(seen);
    const auto nobody = [](std::string_view) { return false; };
    EXPECT_EQ(ledger_->gone(nobody), std::vector<std::string>{"example.com"});
    ledger_->forget("example.com");
    (void)ledger_->committed();
    EXPECT_EQ(count(Standing::ok), 0U);
    EXPECT_TRUE(ledger_->memory("example.com").empty());
    EXPECT_EQ(sweep_.due_count(), 0);
    EXPECT_TRUE(ledger_->gone(nobody).empty());
}

TEST_F(CheckLedgerTest, the_oldest_look_moves_on_with_the_round) {
    auto first = looked(1000, checks[1], Verdict::ok);
    keep(first);
    first.domain = "example.net";
    first.at = 1500;
    keep(first);
    EXPECT_EQ(ledger_->oldest(), 1000);
    auto next = looked(5000, checks[1], Verdict::ok);
    next.in_turn = true;
    keep(next);
    next.domain = "example.net";
    keep(next);
    EXPECT_EQ(ledger_->oldest(), 1500);
    ledger_->recount();
    EXPECT_EQ(ledger_->oldest(), 5000);
}

TEST(StateText, is_short_for_a_domain_that_is_well) {
    check::DomainState state;
    state.checked = state.all_known = 1800000000;
    EXPECT_LE(state_text(state).size(), 32U);
    for (std::size_t bit = 0; bit < 120; bit += 10)
        state.fired[bit] = true;
    EXPECT_LE(state_text(state).size(), 64U);
    EXPECT_EQ(parse_state(state_text(state)), state);
    EXPECT_FALSE(parse_state("?"));
    EXPECT_FALSE(parse_state(""));
}

} // namespace
} // namespace fingerpost::app
