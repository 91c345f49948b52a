#include "cli/check_output.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <sstream>

namespace fingerpost::cli {

namespace {

constexpr check::Check sample{"sample", check::Severity::error, "RFC 1035", "", "", "", ""};

check::DomainReport
report(const std::string& domain, check::Verdict verdict, check::Severity severity) {
    check::DomainReport made{domain, {}};
    made.findings.add(sample, verdict, domain).severity = severity;
    return made;
}

struct Written {
    std::ostringstream out;
    std::ostringstream err;
    Io io{out, err, {}};
};

Exit exit_of(const std::vector<check::DomainReport>& reports) {
    Written written;
    CheckOutput output({}, reports.size(), written.io);
    for (const auto& one : reports)
        output.add(one);
    return output.finish();
}

using check::Severity;
using check::Verdict;

} // namespace

TEST(CheckOutput, the_worst_of_all_domains_decides_the_exit_code) {
    const auto ok = report("a.test", Verdict::ok, Severity::info);
    const auto remark = report("b.test", Verdict::wrong, Severity::info);
    const auto unknown = report("c.test", Verdict::unknown, Severity::error);
    const auto warning = report("d.test", Verdict::wrong, Severity::warning);
    const auto error = report("e.test", Verdict::missing, Severity::error);
    EXPECT_EQ(exit_of({ok, remark}), exit_ok);
    EXPECT_EQ(exit_of({ok, unknown}), exit_unknown);
    EXPECT_EQ(exit_of({unknown, warning}), exit_warning);
    EXPECT_EQ(exit_of({warning, error, unknown}), exit_critical);
}

TEST(CheckOutput, a_domain_that_could_not_be_checked_is_an_error_and_hides_no_other) {
    Written written;
    CheckOutput output({CheckOutput::Form::json}, 3, written.io);
    output.failed("x.test", {Errc::not_found, "nobody serves it"});
    output.add(report("a.test", Verdict::ok, Severity::info));
    output.add(report("b.test", Verdict::ok, Severity::info));
    EXPECT_EQ(output.finish(), exit_error);
    EXPECT_NE(written.err.str().find("x.test: nobody serves it"), std::string::npos);
    const auto json = boost::json::parse(written.out.str());
    ASSERT_EQ(json.as_array().size(), 2U);
    EXPECT_EQ(json.at(1).at("domain"), "b.test");
}

TEST(CheckOutput, nothing_checked_is_still_json) {
    Written written;
    CheckOutput output({CheckOutput::Form::json}, 0, written.io);
    EXPECT_EQ(output.finish(), exit_ok);
    EXPECT_TRUE(boost::json::parse(written.out.str()).as_array().empty());
}

TEST(CheckOutput, several_domains_are_summed_up) {
    Written written;
    CheckOutput output({}, 2, written.io);
    output.add(report("a.test", Verdict::ok, Severity::info));
    output.add(report("b.test", Verdict::missing, Severity::error));
    output.finish();
    EXPECT_NE(written.out.str().find("2 domains: 1 error, 1 ok\n"), std::string::npos);
    EXPECT_EQ(written.err.str(), "") << "nobody watches";
}

TEST(CheckOutput, somebody_who_watches_sees_how_far_it_is) {
    Written written;
    written.io.terminal = true;
    CheckOutput output({}, 2, written.io);
    output.add(report("a.test", Verdict::ok, Severity::info));
    EXPECT_NE(written.err.str().find("1 of 2 domains"), std::string::npos);
}

} // namespace fingerpost::cli
