#include "format/zone_file.hpp"

#include "format/lines.hpp"
#include "support/golden.hpp"
#include "support/zone_sample.hpp"
#include "zone/zone_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace fingerpost;
using namespace fingerpost::format;
using namespace fingerpost::zone;

namespace {

ZoneSettings settings() {
    ZoneSettings made;
    made.name_servers = {{"ns1.example.net", {}}, {"ns2.example.net", {}}};
    made.serial = 2026010100;
    return made;
}

Result<std::string> zone_with(const ZoneSettings& with, const HostSettings& host) {
    return zone_file("example.com", test::desired_for(test::mail_offer(), host), with);
}

const HostSettings away{"discover.example.net", {}};

} // namespace

TEST(ZoneFile, each_case_reads_as_it_did) {
    for (const auto& row : test::zone_cases()) {
        const auto text = zone_file(row.domain, row.records(), settings());
        ASSERT_TRUE(text) << row.name << ": " << text.error().what;
        test::expect_golden("format/" + row.name + ".zone", *text);
    }
}

TEST(ZoneFile, the_snippet_reads_as_it_did) {
    test::expect_golden(
        "format/full.discovery.inc", snippet("example.com", test::desired_for(test::full_offer()))
    );
}

TEST(ZoneFile, zone_texts_are_ascii_with_line_feeds_and_end_in_one) {
    for (const auto& row : test::zone_cases())
        for (const auto& text :
             {*zone_file(row.domain, row.records(), settings()),
              snippet(row.domain, row.records())}) {
            EXPECT_TRUE(text.ends_with('\n'));
            EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) {
                return c == '\n' || (c >= 0x20 && c < 0x7f);
            })) << row.name;
        }
}

TEST(ZoneFile, a_snippet_states_every_ttl_and_no_default) {
    const auto text = snippet("example.com", test::desired_for(test::full_offer()));
    EXPECT_EQ(text.find("$TTL"), text.npos);
    std::size_t records = 0, with_ttl = 0;
    for (std::size_t at = text.find(" IN "); at != text.npos; at = text.find(" IN ", at + 1)) {
        ++records;
        with_ttl += text.substr(at - 4, 4) == "3600";
    }
    EXPECT_EQ(records, test::desired_for(test::full_offer()).size());
    EXPECT_EQ(with_ttl, records);
}

TEST(ZoneFile, a_snippet_of_a_domain_inside_a_larger_zone_has_its_own_origin) {
    EXPECT_NE(
        snippet("sub.example.com", {}).find("\n$ORIGIN sub.example.com.\n"), std::string::npos
    );
}

TEST(ZoneFile, one_rrset_gets_one_ttl) {
    const Records records{
        {"a.example.com.", "A", "192.0.2.1", 60}, {"a.example.com.", "A", "192.0.2.2", 90}};
    const auto text = snippet("example.com", records);
    EXPECT_NE(text.find("60 IN A     192.0.2.2"), text.npos) << text;
}

TEST(ZoneFile, a_whole_zone_names_the_setting_it_lacks) {
    const auto text = zone_with({}, away);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, Errc::bad_request);
    EXPECT_EQ(text.error().what, "example.com: a whole zone needs the setting nameservers");
}

TEST(ZoneFile, a_name_server_inside_the_zone_needs_its_address) {
    auto with = settings();
    with.name_servers = *parse_name_servers({"ns1.example.com"});
    EXPECT_EQ(zone_with(with, away).error().code, Errc::bad_request);
    with.name_servers = *parse_name_servers({"ns1.example.com=192.0.2.1"});
    EXPECT_NE(
        zone_with(with, away)->find("ns1                     IN A     192.0.2.1\n"),
        std::string::npos
    );
    with.name_servers = *parse_name_servers({"www.example.com"});
    EXPECT_TRUE(zone_with(with, {"www.example.com", {"192.0.2.7"}})) << "the address is known";
}

TEST(ZoneFile, a_name_server_that_is_an_alias_is_refused) {
    auto with = settings();
    with.name_servers = *parse_name_servers({"autoconfig.example.com=192.0.2.1"});
    EXPECT_EQ(zone_with(with, away).error().code, Errc::conflict);
}

TEST(ZoneFile, an_address_known_twice_is_written_once) {
    auto with = settings();
    with.name_servers = *parse_name_servers({"www.example.com=192.0.2.7"});
    const auto text = *zone_with(with, {"www.example.com", {"192.0.2.7"}});
    EXPECT_EQ(text.find("192.0.2.7"), text.rfind("192.0.2.7"));
}

TEST(ZoneFile, records_that_would_keep_the_zone_from_loading_are_refused) {
    const Record alias{"a.example.com.", "CNAME", "b.example.", 1};
    const Record text{"a.example.com.", "TXT", "\"x\"", 1};
    EXPECT_EQ(zone_file("example.com", {alias, text}, settings()).error().code, Errc::conflict);
    const Record apex{"example.com.", "CNAME", "b.example.", 1};
    EXPECT_EQ(zone_file("example.com", {apex}, settings()).error().code, Errc::conflict);
    const Record outside{"a.example.net.", "A", "192.0.2.1", 1};
    EXPECT_EQ(zone_file("example.com", {outside}, settings()).error().code, Errc::conflict);
}

TEST(ZoneFile, the_hostmaster_may_be_given_as_address_or_name) {
    auto with = settings();
    EXPECT_NE(zone_with(with, away)->find(" hostmaster.example.com. ("), std::string::npos);
    with.hostmaster = "dns.team@example.net";
    EXPECT_NE(zone_with(with, away)->find(" dns\\.team.example.net. ("), std::string::npos);
    with.hostmaster = "dns.example.net";
    EXPECT_NE(zone_with(with, away)->find(" dns.example.net. ("), std::string::npos);
    for (const auto* odd : {"a b@example.net", "@example.net", "a@", "a;b@example.net", "x y"}) {
        with.hostmaster = odd;
        EXPECT_FALSE(zone_with(with, away)) << odd;
    }
}

TEST(ZoneFile, a_target_in_the_zone_without_an_address_is_pointed_out) {
    auto offer = test::mail_offer();
    offer.servers[0].host = "imap.example.com";
    const auto text = *zone_file("example.com", test::desired_for(offer), settings());
    EXPECT_NE(text.find("; no address known for imap.example.com.: "), text.npos);
}

TEST(ZoneFile, the_serial_is_read_back) {
    EXPECT_EQ(serial_of(*zone_with(settings(), away)), 2026010100U);
    EXPECT_FALSE(serial_of("@ IN SOA a. b. (\n five ; serial\n"));
    EXPECT_FALSE(serial_of(snippet("example.com", {})));
}

TEST(ZoneFile, what_we_write_is_what_we_read) {
    ZoneSettings settings;
    settings.name_servers = {{"ns1.example.net", {}}};
    for (const auto& row : test::zone_cases()) {
        const auto wanted = row.records();
        const auto text = zone_file(row.domain, wanted, settings);
        ASSERT_TRUE(text) << text.error().what;
        auto read = parse_zone(*text, row.domain);
        ASSERT_TRUE(read) << row.name << ": " << read.error().what;
        const auto apex = absolute(row.domain);
        std::erase_if(*read, [&](const Record& record) {
            return record.type == "SOA" || record.type == "NS";
        });
        EXPECT_EQ(lines(*read), lines(wanted)) << row.name;
        const auto included = parse_zone(snippet(row.domain, wanted), "elsewhere.example");
        ASSERT_TRUE(included) << row.name << ": " << included.error().what;
        EXPECT_EQ(lines(*included), lines(wanted)) << row.name;
    }
}
