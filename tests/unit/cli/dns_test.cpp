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

TEST_F(DnsVerbs, tell_what_is_not_for_the_zone_now) {
    const auto set = [this](std::vector<std::string> words) {
        words.insert(words.begin(), {"attribute", "set", "--domain=example.com"});
        database_.done(words);
    };
    set({"dmarc", "v=DMARC1; p=reject; rua=mailto:dmarc@reports.example.net"});
    set({"tlsa", "--service=mx.example.com:25", std::string(64, 'a')});
    const std::string elsewhere = "example.com._report._dmarc.reports.example.net.";
    const auto zone = database_.done({"dns", "records", "example.com", "--format=zone"});
    EXPECT_NE(zone.find("\n; These records belong in the zones"), zone.npos) << zone;
    EXPECT_NE(zone.find("\n; " + elsewhere), zone.npos) << zone;
    EXPECT_NE(zone.find("\n; _25._tcp.mx.example.com."), zone.npos) << zone;
    const auto table = database_.done({"dns", "records", "example.com"});
    EXPECT_NE(table.find("\n\nThese records wait until the zone is signed"), table.npos) << table;
    const auto json = database_.done({"dns", "records", "example.com", "--format=json"});
    EXPECT_EQ(json.find(elsewhere), json.npos);
    set({"dnssec", "signed"});
    const auto now = database_.done({"dns", "records", "example.com", "--format=zone"});
    EXPECT_TRUE(now.starts_with("_25._tcp.mx.example.com.")) << now;
}

TEST_F(DnsVerbs, tell_what_bind_must_allow) {
    const auto text = database_.done(
        {"dns", "setup", "bind", "example.com", "--secondary", "192.0.2.53", "--key-name", "fp"}
    );
    EXPECT_NE(text.find("tsig-keygen -a hmac-sha256 fp "), text.npos) << text;
    EXPECT_NE(text.find("zone \"example.com\" {"), text.npos);
    EXPECT_NE(text.find("grant \"fp\" subdomain \"_tcp.example.com.\" SRV"), text.npos);
    EXPECT_NE(text.find("also-notify { 192.0.2.53; }"), text.npos);
    const auto shared = database_.done({"dns", "setup", "bind", "--all", "--zone", "com"});
    EXPECT_NE(shared.find("zone \"com\" {"), shared.npos);
    EXPECT_EQ(shared.find("zone \"example.com\" {"), shared.npos);
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
