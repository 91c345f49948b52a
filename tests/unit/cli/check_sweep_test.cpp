#include "app/check_ledger.hpp"
#include "base/clock.hpp"
#include "check/family.hpp"
#include "support/database_command_line.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {

namespace {

using check::Verdict;

/// Domains a.example, b.example, c.example and d.example, as sweeps have seen them.
class CheckSweepVerbs : public testing::Test {
protected:
    CheckSweepVerbs() {
        line.fill();
        for (const auto* domain : {"a.example", "b.example", "c.example", "d.example"})
            line.done({"domain", "add", domain, "--provider=1"});
        line.done({"domain", "remove", "example.com"});
    }

    /// The first check of the table fires, or not.
    void see(const std::string& domain, Verdict verdict, check::Severity severity, int ago) {
        const auto url = storage::DatabaseUrl::parse(line.uri());
        const auto connection = storage::open(*url, storage::Mode::read_write);
        app::CheckLedger ledger(*connection);
        const auto& check = *check::all_checks().front();
        for (int look = 0; look < 2; ++look) {
            app::Looked seen;
            seen.domain = domain;
            seen.at = now_ - ago * 3600 + look;
            if (verdict == Verdict::unknown)
                seen.findings.unknown(check, domain, "timed out");
            else if (verdict == Verdict::ok)
                seen.findings.ok(check, domain);
            else
                seen.findings.add(check, verdict, domain + " SRV").severity = severity;
            ledger.keep(seen, {}, now_ + 900);
        }
    }
    void fails(const std::string& domain, int ago) {
        see(domain, Verdict::missing, check::Severity::error, ago);
    }
    void warns(const std::string& domain, int ago) {
        see(domain, Verdict::wrong, check::Severity::warning, ago);
    }
    void is_well(const std::string& domain, int ago) {
        see(domain, Verdict::ok, check::Severity::info, ago);
    }

    const std::string id{check::all_checks().front()->id};
    const std::int64_t now_ = unix_time();
    test::DatabaseCommandLine line;
};

TEST_F(CheckSweepVerbs, nothing_changed_is_said_in_so_many_words) {
    const auto said = line.done({"check", "changes"});
    EXPECT_EQ(said.find("Checks since 20"), 0U) << said;
    EXPECT_NE(said.find(": nothing changed\n"), std::string::npos);
    EXPECT_EQ(line.json({"check", "changes"}), boost::json::array());
}

TEST_F(CheckSweepVerbs, new_errors_come_first_then_what_has_recovered) {
    warns("b.example", 30);
    is_well("b.example", 3);
    fails("a.example", 2);
    const auto said = line.done({"check", "changes"});
    EXPECT_NE(said.find("1 new error, 1 recovered\n"), std::string::npos) << said;
    EXPECT_LT(said.find("New errors"), said.find("a.example"));
    EXPECT_LT(said.find("a.example"), said.find("Recovered"));
    EXPECT_LT(said.find("Recovered"), said.find("b.example"));
    EXPECT_NE(said.find(id), std::string::npos);
}

TEST_F(CheckSweepVerbs, what_came_and_went_is_no_difference) {
    warns("b.example", 5);
    is_well("b.example", 3);
    EXPECT_NE(
        line.done({"check", "changes"}).find("nothing changed; 1 came and went"), std::string::npos
    );
    EXPECT_EQ(line.json({"check", "changes"}).as_array().size(), 2U) << "programs get each of them";
}

TEST_F(CheckSweepVerbs, changes_are_told_of_one_domain_and_since_a_time) {
    warns("a.example", 30);
    warns("b.example", 3);
    EXPECT_EQ(line.json({"check", "changes", "--since", "2d"}).as_array().size(), 2U);
    EXPECT_EQ(line.json({"check", "changes"}).as_array().size(), 1U);
    const auto one = line.json({"check", "changes", "--since=2d", "--domain=A.example"});
    ASSERT_EQ(one.as_array().size(), 1U);
    EXPECT_EQ(one.at(0).at("before"), nullptr);
    EXPECT_EQ(one.at(0).at("after"), "warning");
    EXPECT_NE(
        line.refused({"check", "changes", "--since", "soon"}).find("--since"), std::string::npos
    );
}

TEST_F(CheckSweepVerbs, what_strangers_publish_cannot_break_a_table) {
    line.sql("INSERT INTO fingerpost_check_change (changed_at, domain, check_id, severity_before, "
             "severity_after, subject, found) VALUES (4000000000, 'a.example', 'x', '', 'error', "
             "'a|b', '`</td>')");
    const auto said = line.done({"check", "changes", "--markdown"});
    EXPECT_NE(said.find("| `a?b` | `?</td>` |"), std::string::npos) << said;
}

TEST_F(CheckSweepVerbs, the_worst_state_is_the_exit_code) {
    const auto code = [this] { return line.said({"check", "status"}).code; };
    EXPECT_EQ(code(), exit_unknown) << "nothing was checked yet";
    for (const auto* domain : {"a.example", "b.example", "c.example", "d.example"})
        is_well(domain, 5);
    EXPECT_EQ(code(), exit_ok);
    see("a.example", Verdict::unknown, {}, 4);
    EXPECT_EQ(code(), exit_unknown);
    warns("b.example", 4);
    EXPECT_EQ(code(), exit_warning);
    fails("c.example", 4);
    EXPECT_EQ(code(), exit_critical);
    const auto said = line.said({"check", "status"}).out;
    EXPECT_NE(said.find("1 ok, 1 failing, 1 warning, 1 unknown, 0 unchecked"), std::string::npos)
        << said;
    EXPECT_LT(said.find("c.example"), said.find("b.example"));
    EXPECT_LT(said.find("b.example"), said.find("a.example"));
    EXPECT_EQ(said.find("d.example"), std::string::npos);
    const auto json = boost::json::parse(line.said({"check", "status", "--json"}).out);
    EXPECT_EQ(json.at("domains").at("failing"), 1);
    EXPECT_EQ(json.at("not_ok").as_array().size(), 3U);
}

TEST_F(CheckSweepVerbs, one_domain_is_told_in_full) {
    is_well("a.example", 9);
    see("a.example", Verdict::unknown, {}, 4);
    const auto told = line.said({"check", "status", "a.example"});
    EXPECT_EQ(told.code, exit_unknown);
    EXPECT_NE(told.out.find(utc_text(now_ - 9 * 3600 + 1)), std::string::npos)
        << "how old what is known is";
    EXPECT_NE(told.out.find(id), std::string::npos);
    const auto unchecked = line.said({"check", "status", "b.example"});
    EXPECT_EQ(unchecked.code, exit_unknown);
    EXPECT_NE(unchecked.out.find("not checked yet"), std::string::npos);
    EXPECT_NE(
        line.refused({"check", "status", "nobody.example"}).find("nobody.example"),
        std::string::npos
    );
}

} // namespace

} // namespace fingerpost::cli
