#include "zone/whole_zone.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

const Records records{
    {"_imaps._tcp.example.com.", "SRV", "0 1 993 imap.example.net.", 300},
    {"autoconfig.example.com.", "CNAME", "www.example.net.", 3600}};

ZoneSettings settings(std::vector<NameServer> servers = {{"ns1.example.net", {}}}) {
    ZoneSettings made;
    made.name_servers = std::move(servers);
    return made;
}

std::string digest_of(const Records& ours, const ZoneSettings& with) {
    return digest(whole_zone("example.com", ours, with).value());
}

} // namespace

TEST(WholeZone, has_a_head_name_servers_and_the_records) {
    auto with = settings({{"ns1.example.net", {}}, {"ns2.example.net", {}}});
    with.hostmaster = "dns.admin@example.net";
    const auto zone = whole_zone("example.com", records, with).value();
    EXPECT_EQ(
        soa(zone.head, 42),
        (Record{
            "example.com.",
            "SOA",
            "ns1.example.net. dns\\.admin.example.net. 42 7200 3600 1209600 300",
            3600})
    );
    ASSERT_EQ(zone.name_servers.size(), 2U);
    EXPECT_EQ(zone.name_servers[1], (Record{"example.com.", "NS", "ns2.example.net.", 3600}));
    ASSERT_EQ(zone.lines.size(), 2U);
    EXPECT_EQ(zone.lines[0].record, &records[0]) << "not copied";
}

TEST(WholeZone, a_name_server_inside_brings_its_address) {
    const auto with = settings({{"ns.example.com", {"192.0.2.53", "2001:db8::53"}}});
    auto zone = whole_zone("example.com", records, with).value();
    const auto moved = std::move(zone);
    ASSERT_EQ(moved.lines.size(), 4U);
    EXPECT_EQ(*moved.lines[2].record, (Record{"ns.example.com.", "A", "192.0.2.53", 3600}));
    EXPECT_EQ(moved.lines[3].record->type, "AAAA");
    const auto refused = whole_zone("example.com", records, settings({{"ns.example.com", {}}}));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("ns.example.com=192.0.2.1"), std::string::npos);
}

TEST(WholeZone, an_rrset_has_one_ttl) {
    const Records differing{
        {"example.com.", "MX", "10 a.example.net.", 60},
        {"example.com.", "MX", "20 b.example.net.", 600},
        {"example.com.", "TXT", "\"x\"", 600}};
    const auto lines = lines_of(differing);
    EXPECT_EQ(lines[0].ttl, 60U);
    EXPECT_EQ(lines[1].ttl, 60U);
    EXPECT_EQ(lines[2].ttl, 600U);
}

TEST(WholeZone, what_would_not_load_is_refused) {
    EXPECT_EQ(whole_zone("example.com", records, {}).error().code, Errc::bad_request);
    EXPECT_EQ(whole_zone("example.org", records, settings()).error().code, Errc::conflict);
    auto beside = records;
    beside.push_back({"autoconfig.example.com.", "TXT", "\"x\"", 60});
    EXPECT_EQ(whole_zone("example.com", beside, settings()).error().code, Errc::conflict);
}

TEST(WholeZone, the_digest_differs_when_and_only_when_the_content_does) {
    const auto first = digest_of(records, settings());
    EXPECT_EQ(first, digest_of(Records(records), settings()));
    auto serial = settings();
    serial.serial = 99;
    EXPECT_EQ(first, digest_of(records, serial));
    auto ttl = records;
    ttl[0].ttl = 301;
    EXPECT_NE(first, digest_of(ttl, settings()));
    EXPECT_NE(first, digest_of({records[0]}, settings()));
    EXPECT_NE(first, digest_of(records, settings({{"ns2.example.net", {}}})));
    auto refresh = settings();
    refresh.refresh = 1;
    EXPECT_NE(first, digest_of(records, refresh));
}
