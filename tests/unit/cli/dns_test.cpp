#include "cli/dns.hpp"

#include "cli/verbs.hpp"
#include "support/database_command_line.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

TEST(Dns, takes_host_and_ttl_from_the_settings) {
    app::Settings settings;
    settings.public_hostname = "mail.example.com";
    settings.public_addresses = {"192.0.2.1"};
    settings.dns_ttl = 300;
    const auto host = host_settings(settings);
    EXPECT_EQ(host.public_hostname, "mail.example.com");
    EXPECT_EQ(host.addresses, settings.public_addresses);
    EXPECT_EQ(host.ttl, 300u);
}

TEST(Dns, has_for_each_domain_the_records_of_its_own_offer) {
    CatalogBuilder builder;
    const auto mail = builder.add_offer(test::mail_offer());
    builder.set("a.example", mail);
    builder.set("b.example", builder.add_offer(test::full_offer()));
    builder.set("c.example", mail);
    const auto catalog = std::move(builder).build();
    const zone::HostSettings host{"discover.example.net", {}};
    ServedRecords records(catalog, host);
    for (const std::string domain : {"a.example", "b.example", "c.example", "a.example"})
        EXPECT_EQ(records.of(domain).value(), zone::desired({domain, *catalog.find(domain), host}));
}

TEST(Dns, has_records_for_served_domains_only) {
    CatalogBuilder builder;
    builder.set("example.com", builder.add_offer(test::mail_offer()));
    const auto catalog = std::move(builder).build();
    ServedRecords records(catalog, {});
    EXPECT_FALSE(records.of("example.com")->empty());
    EXPECT_EQ(records.of("example.org").error().code, Errc::not_found);
}

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
