// Updates of zones on a real BIND.

#include "publish/push.hpp"

#include "publish/observe.hpp"
#include "support/update_zone.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;
using test::create;
using test::remove;
using test::rrset;
using test::update;
using test::UpdateZone;

namespace {

const std::string apex = "example.com.";
const std::string imaps = "_imaps._tcp.example.com.";
const std::string alias = "autoconfig.example.com.";
const test::Values srv{"0 1 993 imap.example.net."};

PushResult pushed(UpdateZone& zone, NameServer& server, Changes changes) {
    const std::vector<DomainChanges> domains{{"example.com", std::move(changes)}};
    return test::await(zone.context, push(server, apex, domains, {})).at(0);
}

std::string said(UpdateZone& zone, Changes changes) {
    const auto result = pushed(zone, *zone.server, std::move(changes));
    auto text = std::string(name(result.status));
    return result.why.empty() ? text : text + ": " + result.why;
}

} // namespace

TEST(Push, rrsets_are_created_changed_and_removed) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("_dmarc IN TXT \"v=DMARC1; p=none\"\nold IN A 192.0.2.1\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto dmarc = rrset("_dmarc." + apex, "TXT", {"\"v=DMARC1; p=none\""});
    const auto stricter = rrset("_dmarc." + apex, "TXT", {"\"v=DMARC1; p=reject\""}, 60);
    const auto changes = Changes{
        create(rrset(imaps, "SRV", srv, 3600)),
        update(dmarc, stricter),
        remove(rrset("old." + apex, "A", {"192.0.2.1"}))};
    EXPECT_EQ(said(zone, changes), "applied");
    EXPECT_EQ(zone.shown(imaps, "SRV"), srv[0]);
    EXPECT_EQ(zone.shown("_dmarc." + apex, "TXT"), stricter.values[0]);
    EXPECT_EQ(zone.shown("old." + apex, "A"), "");
    EXPECT_EQ(said(zone, changes).substr(0, 6), "moved:");
}

TEST(Push, values_of_others_in_an_rrset_stay) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("@ IN TXT \"theirs\"\n@ IN TXT \"ours\"\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto both = rrset(apex, "TXT", {"\"ours\"", "\"theirs\""});
    EXPECT_EQ(said(zone, {update(both, rrset(apex, "TXT", {"\"theirs\""}))}), "applied");
    EXPECT_EQ(zone.shown(apex, "TXT"), "\"theirs\"");
}

TEST(Push, a_changed_ttl_is_that_of_the_whole_rrset) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("@ IN MX 10 a.example.net.\n@ IN MX 20 b.example.net.\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const test::Values both{"10 a.example.net.", "20 b.example.net."};
    EXPECT_EQ(
        said(zone, {update(rrset(apex, "MX", both), rrset(apex, "MX", both, 60))}), "applied"
    );
}

TEST(Push, an_rrset_that_somebody_changed_meanwhile_is_left_alone) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("@ IN MX 10 new.example.net.\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto old = rrset(apex, "MX", {"10 old.example.net."});
    EXPECT_EQ(
        said(zone, {update(old, rrset(apex, "MX", {"10 ours.example.net."}))}),
        "moved: NXRRSET: a record changed in the meantime"
    );
    EXPECT_EQ(zone.shown(apex, "MX"), "10 new.example.net.");
}

TEST(Push, an_alias_is_not_put_beside_data_nor_data_beside_an_alias) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("autoconfig IN A 192.0.2.1\nautodiscover IN CNAME elsewhere.example.net.\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(
        said(zone, {create(rrset(alias, "CNAME", {"discover.example.net."}))}),
        "moved: YXDOMAIN: something else stands at a name that shall become an alias"
    );
    EXPECT_EQ(
        said(zone, {create(rrset("autodiscover." + apex, "A", {"192.0.2.7"}))}),
        "moved: YXRRSET: a record, or an alias, appeared in the meantime"
    );
}

TEST(Push, an_alias_takes_the_place_of_addresses_and_gives_it_back) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("autoconfig IN A 192.0.2.1\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto address = rrset(alias, "A", {"192.0.2.1"});
    const auto cname = rrset(alias, "CNAME", {"discover.example.net."});
    EXPECT_EQ(said(zone, {remove(address), create(cname)}), "applied");
    EXPECT_EQ(zone.shown(alias, "CNAME"), "discover.example.net.");
    EXPECT_EQ(said(zone, {create(address), remove(cname)}), "applied");
    EXPECT_EQ(zone.shown(alias, "A"), "192.0.2.1");
}

TEST(Push, an_alias_that_would_be_ignored_costs_no_address) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("autoconfig IN A 192.0.2.1\nautoconfig IN TXT \"kept\"\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto result = said(
        zone,
        {remove(rrset(alias, "A", {"192.0.2.1"})),
         create(rrset(alias, "CNAME", {"discover.example.net."}))}
    );
    EXPECT_EQ(result, "moved: YXRRSET: a record, or an alias, appeared in the meantime");
    EXPECT_EQ(zone.shown(alias, "A"), "192.0.2.1");
}

TEST(Push, what_bind_ignores_in_silence_is_noticed) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("autoconfig IN TYPE65280 \\# 1 00\nautoconfig IN A 192.0.2.1\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto result = said(
        zone,
        {remove(rrset(alias, "A", {"192.0.2.1"})),
         create(rrset(alias, "CNAME", {"discover.example.net."}))}
    );
    EXPECT_EQ(
        result,
        "ignored: the server answered NOERROR, but autoconfig.example.com. CNAME is not what was "
        "sent; its log says why"
    );
}

TEST(Push, a_record_may_be_created_where_a_wildcard_or_names_below_are) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("* IN CNAME web.example.net.\nx._tcp IN TXT \"below\"\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(
        said(
            zone,
            {create(rrset(alias, "CNAME", {"web.example.net."})),
             create(rrset("_tcp." + apex, "CNAME", {"discover.example.net."})),
             create(rrset("mta-sts." + apex, "A", {"192.0.2.7"}))}
        ),
        "applied"
    );
    const auto gone = rrset(alias, "CNAME", {"web.example.net."});
    EXPECT_EQ(said(zone, {remove(gone)}), "applied"); // though the wildcard answers the same now
}

TEST(Push, a_refusal_says_what_to_do) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("", "update-policy { grant update subdomain _tcp.example.com. SRV; };");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    EXPECT_EQ(said(zone, {create(rrset(imaps, "SRV", srv))}), "applied");
    EXPECT_EQ(
        said(zone, {create(rrset(alias, "A", {"192.0.2.7"}))}),
        "refused: REFUSED: the zone's update-policy or allow-update does not allow it to our key; "
        "see: fingerpost dns setup bind"
    );
    EXPECT_EQ(
        said(zone, {create(rrset("www.example.org.", "A", {"192.0.2.7"}))}),
        "refused: www.example.org. is not inside the zone example.com."
    );
}

TEST(Push, a_wrong_key_is_told_from_an_unknown_one) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const Changes changes{create(rrset(imaps, "SRV", srv))};
    auto key = test::update_key;
    key.secret[0] ^= 1;
    const auto wrong_secret = pushed(zone, *zone.server_with(key), changes);
    EXPECT_EQ(wrong_secret.status, PushStatus::refused);
    EXPECT_NE(wrong_secret.why.find("BADSIG"), std::string::npos) << wrong_secret.why;
    key = test::update_key;
    key.algorithm = zone::TsigAlgorithm::hmac_sha512;
    const auto wrong_algorithm = pushed(zone, *zone.server_with(key), changes);
    EXPECT_EQ(wrong_algorithm.status, PushStatus::refused);
    EXPECT_NE(wrong_algorithm.why.find("BADKEY"), std::string::npos) << wrong_algorithm.why;
    const auto unsigned_one = pushed(zone, *zone.server_with({}), changes);
    EXPECT_EQ(unsigned_one.status, PushStatus::refused) << unsigned_one.why;
}

TEST(Push, one_domain_that_fails_does_not_hold_up_the_others_of_its_message) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone("_imaps._tcp.d3 IN SRV 0 1 143 somebody.example.net.\n");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    std::vector<DomainChanges> domains;
    for (int i = 0; i < 7; ++i) {
        const auto domain = "d" + std::to_string(i) + ".example.com";
        domains.push_back({domain, {create(rrset("_imaps._tcp." + domain + '.', "SRV", srv))}});
    }
    domains.push_back({"idle.example.com", {}});
    const auto results = test::await(zone.context, push(*zone.server, apex, domains, {}));
    ASSERT_EQ(results.size(), domains.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(results[i].domain, domains[i].domain);
        EXPECT_EQ(name(results[i].status), i == 3 ? "moved" : "applied") << results[i].why;
    }
}

TEST(Push, an_inline_signed_zone_is_changed_and_its_serial_not_demanded) {
    FINGERPOST_NEEDS_BIND();
    UpdateZone zone(
        "@ IN MX 10 a.example.net.\n",
        "allow-update { key update; }; inline-signing yes; dnssec-policy default;"
    );
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    const auto before = rrset(apex, "MX", {"10 a.example.net."});
    const auto after = rrset(apex, "MX", {"10 b.example.net."});
    EXPECT_EQ(said(zone, {update(before, after), create(rrset(imaps, "SRV", srv))}), "applied");
}

TEST(Push, the_zones_own_records_are_never_touched) {
    const auto ns = rrset(apex, "NS", {"ns9.example.net."});
    const auto soa = rrset(apex, "SOA", {"a. b. 1 2 3 4 5"});
    EXPECT_FALSE(update_of(apex, {create(ns)}));
    EXPECT_FALSE(update_of(apex, {remove(soa)}));
    EXPECT_TRUE(update_of(apex, {create(rrset("sub." + apex, "NS", ns.values))}));
}
