#include "cli/dns_format.hpp"
#include "cli/verbs.hpp"
#include "support/database_command_line.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

class DnsVerbs : public testing::Test {
protected:
    DnsVerbs() { database_.done({"import", "example"}); }
    test::DatabaseCommandLine database_;
};

TEST_F(DnsVerbs, print_the_records_in_each_format) {
    const auto table = database_.done({"dns", "records", "Example.COM"});
    EXPECT_NE(table.find("RFC 6186"), std::string::npos);
    const auto zone = database_.done({"dns", "records", "example.com", "--format", "zone"});
    EXPECT_NE(zone.find("_imaps._tcp.example.com."), std::string::npos);
    const auto json = database_.done({"dns", "records", "example.com", "--format=json"});
    EXPECT_GT(boost::json::parse(json).as_array().size(), 5u);
}

TEST_F(DnsVerbs, say_what_they_cannot_print) {
    EXPECT_NE(
        database_.refused({"dns", "records", "stranger.test"}).find("domain list"),
        std::string::npos
    );
    EXPECT_NE(
        database_.refused({"dns", "records", "example.com", "--format", "x"}).find("table, panel"),
        std::string::npos
    );
}

TEST_F(DnsVerbs, list_every_format_and_every_word_of_a_panel) {
    const auto list = database_.done({"dns", "formats"});
    for (const auto& row : format::formats())
        EXPECT_NE(list.find(row.name), std::string::npos);
    for (const auto& row : format::panel_words())
        EXPECT_NE(list.find(row.word), std::string::npos);
}

TEST_F(DnsVerbs, take_the_ids_of_a_template_and_refuse_others) {
    const std::vector<std::string> words{
        "dns", "records", "example.com", "--format", "domain-connect", "--template"};
    auto good = words;
    good.push_back("hosting.example/mail");
    EXPECT_NE(database_.done(good).find("\"serviceId\":\"mail\""), std::string::npos);
    for (const auto* odd : {"mail", "/mail", "a/", "a/b/c", "a b/c", "a/\"c"}) {
        auto bad = words;
        bad.push_back(odd);
        EXPECT_NE(database_.refused(bad).find("PROVIDER/SERVICE"), std::string::npos) << odd;
    }
}

TEST_F(DnsVerbs, export_files_and_leave_alone_what_stays) {
    const auto folder = database_.scratch().path().string();
    const std::vector<std::string> words{"dns", "export", "--snippet", "--all", "--out", folder};
    EXPECT_NE(database_.done(words).find("0 unchanged"), std::string::npos);
    EXPECT_NE(database_.done(words).find("0 written"), std::string::npos);
}

TEST_F(DnsVerbs, an_export_that_cannot_be_noted_is_one_all_the_same) {
    database_.sql("CREATE TRIGGER refuse BEFORE INSERT ON fingerpost_pacc "
                  "BEGIN SELECT RAISE(ABORT, 'no'); END");
    const auto folder = database_.scratch().path().string();
    const auto answer = database_.said({"dns", "export", "--snippet", "--all", "--out", folder});
    EXPECT_EQ(answer.code, exit_ok);
    EXPECT_NE(answer.out.find("0 unchanged"), std::string::npos);
    EXPECT_NE(answer.err.find("not noted in the database"), std::string::npos);
}

TEST_F(DnsVerbs, want_to_know_what_and_where_to_export) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"--all", "--out", "."},
          {"--zone", "--snippet", "--all", "--out", "."},
          {"--snippet", "--out", "."},
          {"--snippet", "--all"},
          {"--snippet", "--all", "--out", "/nonexistent"}}) {
        auto line = words;
        line.insert(line.begin(), {"dns", "export"});
        database_.refused(line);
    }
}

} // namespace
} // namespace fingerpost::cli
