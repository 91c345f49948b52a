#include "cli/trace_report.hpp"

#include "support/command_line.hpp"
#include "support/fake_outside.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace fingerpost::cli {

namespace {

const Address jane{"jane", "example.com"};
const std::string https_autoconfig = "GET https://autoconfig.example.com/mail/config-v1.1.xml";

test::Said said(const std::vector<std::string>& words) {
    return test::run(verbs(), words);
}

} // namespace

TEST(TraceReport, has_a_line_for_each_step_then_the_settings) {
    test::FakeOutside outside;
    outside.answer(https_autoconfig, test::autoconfig_document);
    const auto text = trace_text(*trace::find_client("geary"), jane, outside.walk("geary"));
    EXPECT_EQ(
        text,
        "Geary looks for jane@example.com:\n"
        "  taken  " +
            https_autoconfig +
            "  from 192.0.2.1 port 443\n"
            "would be configured:\n"
            "  incoming  imap  imap.example.com port 993  TLS       as the server offers  "
            "jane@example.com\n"
            "  outgoing  smtp  smtp.example.com port 587  STARTTLS  as the server offers  "
            "jane@example.com\n"
            "Geary works\n"
    );
}

TEST(TraceReport, a_refusal_names_its_source) {
    test::FakeOutside outside;
    outside.answer(https_autoconfig, "<html/>");
    const auto text = trace_text(*trace::find_client("geary"), jane, outside.walk("geary"));
    EXPECT_NE(text.find("without a namespace [Geary, accounts-autoconfig.vala]\n"), text.npos)
        << text;
    EXPECT_NE(text.find("not asked  GET https://autoconfig.thunderbird.net/"), text.npos) << text;
    EXPECT_NE(text.find("\nGeary does not work: nothing is configured\n"), text.npos) << text;
}

TEST(TraceReport, what_strangers_send_does_not_steer_the_terminal) {
    test::FakeOutside outside;
    outside.answer(
        "POST https://example.com/autodiscover/autodiscover.xml",
        "<Autodiscover><Response><Error><ErrorCode>1</ErrorCode><Message>a\nb\xC2\x9B"
        "c</Message>"
        "</Error></Response></Autodiscover>"
    );
    const auto text = trace_text(*trace::find_client("outlook"), jane, outside.walk("outlook"));
    EXPECT_NE(text.find("error 1: a?b?c"), text.npos) << text;
}

TEST(TraceReport, json_has_the_same) {
    test::FakeOutside outside;
    outside.srv("_imaps._tcp.example.com", {{0, 1, 993, "imap.example.com"}});
    const auto json = trace_json(*trace::find_client("claws"), jane, outside.walk("claws"));
    const auto& all = json.as_object();
    EXPECT_EQ(all.at("result"), "fails");
    EXPECT_EQ(all.at("client"), "claws");
    EXPECT_EQ(all.at("incoming").at("host"), "imap.example.com");
    EXPECT_TRUE(all.at("outgoing").is_null());
    EXPECT_EQ(all.at("steps").as_array().at(0).at("verdict"), "taken");
    EXPECT_EQ(all.at("steps").as_array().at(1).at("verdict"), "not found");
}

TEST(TraceVerb, says_what_was_typed_wrongly) {
    const auto refused = [](std::vector<std::string> words, const char* why) {
        words.insert(words.begin(), "trace");
        const auto result = said(words);
        EXPECT_EQ(result.code, exit_error);
        EXPECT_NE(result.err.find(why), std::string::npos) << result.err;
    };
    refused({"jane@example.com"}, "--as");
    refused({"jane@example.com", "--as", "pine"}, "is none of thunderbird, thunderbird-android,");
    refused({"jane", "--as", "geary"}, "not a mail address");
    refused({"jane@example.com", "--as", "geary", "--via", "127.0.0.1"}, "--via");
    refused({"jane@example.com", "--as", "geary", "--via", "http://proxy.example"}, "IP address");
    refused({"jane@example.com", "--as", "geary", "--dns", "ns.example"}, "--dns");
    refused({"jane@example.com", "--as", "geary", "--ca", "/nonexistent"}, "--ca");
    refused({"jane@example.com", "--as", "geary", "--timeout", "0"}, "--timeout");
}

} // namespace fingerpost::cli
