#include "check/report.hpp"

#include "protocol/xml.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array checks{
    Check{
        "grave", Severity::error, "RFC 6186 §3", "SRV", "it is missing", "Clients fail", "publish"},
    Check{"light", Severity::warning, "RFC 6186 §3", "", "", "Clients wait", "mend it"},
    Check{"aside", Severity::info, "RFC 6186 §3", "", "", "", ""}};

DomainReport sample() {
    DomainReport report{"example.com", {}};
    auto& findings = report.findings;
    findings.ok(checks[2], "fine.example.com");
    findings.add(checks[1], Verdict::wrong, "b.example.com TXT").found = "\033[31m\"a|b\"";
    findings.unknown(checks[0], "c.example.com", "timed out");
    auto& grave = findings.add(checks[0], Verdict::missing, "_imaps._tcp.example.com SRV");
    grave.expected = "0 1 993 imap.example.com.";
    grave.found = "no such name";
    grave.publish = {{"_imaps._tcp.example.com.", "SRV", "0 1 993 imap.example.com.", 3600}};
    findings.add(checks[1], Verdict::stale, "old.example.com").ignored = "moves in May";
    return report;
}

bool in_order(const std::string& text, const std::vector<std::string>& parts) {
    std::size_t at = 0;
    for (const auto& part : parts) {
        at = text.find(part, at);
        if (at == text.npos) return false;
    }
    return true;
}

} // namespace

TEST(CheckReport, people_read_the_worst_first_and_how_to_mend_it) {
    const auto text = text_of(sample(), {});
    EXPECT_TRUE(in_order(
        text,
        {"example.com: 1 error, 1 warning, 1 unknown, 1 ignored, 1 ok\n",
         "error    grave  _imaps._tcp.example.com SRV: missing\n",
         "    expected  0 1 993 imap.example.com.\n",
         "    found     no such name\n",
         "    why       Clients fail\n",
         "    fix       publish\n",
         "    publish   _imaps._tcp.example.com.",
         "IN SRV",
         "warning  light",
         "unknown  timed out\n",
         "    for       grave (c.example.com)\n",
         "ignored  light  old.example.com"}
    )) << text;
    EXPECT_EQ(text.find("fine.example.com"), std::string::npos);
    EXPECT_NE(text_of(sample(), {.all = true}).find("ok       aside  fine"), std::string::npos);
}

TEST(CheckReport, what_is_unknown_for_one_reason_is_told_once) {
    DomainReport report{"example.com", {}};
    for (int i = 0; i < 8; ++i)
        report.findings.unknown(checks[0], std::to_string(i) + ".example.com", "timed out");
    const auto text = text_of(report, {});
    EXPECT_EQ(text.find("timed out"), text.rfind("timed out"));
    EXPECT_NE(text.find("grave (4.example.com) and 3 more\n"), std::string::npos) << text;
}

TEST(CheckReport, strangers_bytes_steer_no_terminal_and_no_table) {
    EXPECT_EQ(text_of(sample(), {}).find('\033'), std::string::npos);
    const auto markdown = markdown_of(sample(), {});
    EXPECT_EQ(markdown.find('\033'), std::string::npos);
    EXPECT_NE(markdown.find("a\\|b"), std::string::npos);
}

TEST(CheckReport, records_are_written_in_the_operators_form) {
    ReportOptions options;
    options.fix = format::find_format("panel");
    ASSERT_NE(options.fix, nullptr);
    const auto text = text_of(sample(), options);
    EXPECT_NE(text.find("_imaps._tcp"), std::string::npos);
    EXPECT_EQ(text.find("IN SRV"), std::string::npos) << text;
}

TEST(CheckReport, programs_read_the_same) {
    const auto json = json_of(sample());
    EXPECT_EQ(json.at("errors").to_number<int>(), 1);
    EXPECT_EQ(json.at("unknown").to_number<int>(), 1);
    const auto& first = json.at("findings").at(0);
    EXPECT_EQ(first.at("check"), "grave");
    EXPECT_EQ(first.at("verdict"), "missing");
    EXPECT_EQ(first.at("severity"), "error");
    EXPECT_EQ(first.at("publish").at(0).at("data"), "0 1 993 imap.example.com.");
    const auto& unknown = json.at("findings").at(2);
    EXPECT_EQ(unknown.at("verdict"), "unknown");
    EXPECT_EQ(unknown.as_object().contains("severity"), false);
}

TEST(CheckReport, ci_servers_read_it_as_tests) {
    const auto xml = junit_of({sample()});
    EXPECT_NE(
        xml.find("<testsuite name=\"example.com\" tests=\"5\" failures=\"2\" skipped=\"2\""),
        std::string::npos
    ) << xml;
    EXPECT_NE(xml.find("<failure type=\"missing\" message=\"expected 0 1 993"), std::string::npos);
    EXPECT_TRUE(protocol::parse_xml(xml)) << xml;
}

TEST(CheckReport, a_check_explains_itself) {
    const Family family{"mail", "Mail", checks, nullptr};
    const auto text = explained_text(family, checks[0]);
    EXPECT_TRUE(in_order(text, {"grave (error, family mail)", "looks at  SRV", "RFC 6186 §3"}))
        << text;
    EXPECT_NE(explained_markdown(family, checks[0]).find("### `grave`"), std::string::npos);
}

} // namespace fingerpost::check
