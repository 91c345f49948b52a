#include "zone/zone.hpp"

#include "support/zone_sample.hpp"
#include "zone/wire.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace fingerpost;
using namespace fingerpost::zone;
using test::at;
using test::desired_for;

TEST(Zone, every_record_says_who_reads_it_and_where_that_is_specified) {
    for (const auto& row : test::zone_cases())
        for (const auto& record : row.records()) {
            if (record.owner.starts_with("long.")) continue;
            EXPECT_GT(record.purpose.size(), 20U) << record.owner;
            const bool cites = record.spec.starts_with("RFC ") || record.spec.starts_with("[MS-") ||
                               record.spec.starts_with("draft-");
            EXPECT_TRUE(cites) << record.owner << ": " << record.spec;
        }
}

TEST(Zone, the_records_are_sorted_and_none_stands_twice) {
    for (const auto& row : test::zone_cases()) {
        const auto records = row.records();
        EXPECT_TRUE(std::is_sorted(records.begin(), records.end(), before)) << row.name;
        for (std::size_t i = 1; i < records.size(); ++i)
            EXPECT_TRUE(before(records[i - 1], records[i])) << row.name;
        EXPECT_EQ(records, row.records()) << row.name;
    }
}

TEST(Zone, every_record_is_already_in_the_spelling_it_is_compared_in) {
    for (const auto& row : test::zone_cases())
        for (const auto& record : row.records()) {
            const auto normal = normalised(record);
            ASSERT_TRUE(normal) << normal.error().what;
            EXPECT_EQ(*normal, record) << row.name;
        }
}

TEST(Zone, an_alias_never_has_company) {
    for (const auto& row : test::zone_cases()) {
        const auto records = row.records();
        for (const auto& record : records) {
            if (record.type != "CNAME") continue;
            EXPECT_EQ(at(records, record.owner), "CNAME " + record.data) << row.name;
        }
    }
}

TEST(Zone, no_service_is_denied_and_offered_at_once) {
    for (const auto& row : test::zone_cases()) {
        const auto records = row.records();
        for (const auto& record : records) {
            if (record.data != "0 0 0 .") continue;
            EXPECT_EQ(at(records, record.owner), "SRV 0 0 0 .") << row.name;
        }
    }
}

TEST(Zone, an_rrset_has_one_ttl) {
    for (const auto& row : test::zone_cases())
        for (const auto& record : row.records())
            EXPECT_EQ(record.ttl, record.owner.starts_with("long.") ? 300U : 3600U);
}

TEST(Zone, no_label_is_used_that_was_never_registered) {
    for (const auto& row : test::zone_cases())
        for (const auto& record : row.records())
            for (const auto* label : {"_smtps.", "_smtp._tcp", "_imap4", "_autodiscover._tls"})
                EXPECT_FALSE(record.owner.starts_with(label)) << record.owner;
}

TEST(Zone, a_domain_that_offers_nothing_still_has_its_discovery_host_and_denies_nothing) {
    const auto records = desired_for(Offer{});
    EXPECT_EQ(at(records, "autoconfig.example.com."), "CNAME discover.example.net.");
    for (const auto& record : records)
        EXPECT_NE(record.data, "0 0 0 .") << record.owner;
}

TEST(Zone, a_wildcard_row_has_no_records) {
    const auto offer = test::full_offer();
    const HostSettings host{"discover.example.net", {}};
    EXPECT_TRUE(desired({"*", offer, host}).empty());
    EXPECT_TRUE(desired({"*.example.com", offer, host}).empty());
}

TEST(Zone, a_domain_too_long_for_our_labels_gets_the_records_that_fit) {
    const std::string label(61, 'a');
    const auto domain = label + '.' + label + '.' + label + '.' + std::string(52, 'b');
    ASSERT_EQ(domain.size(), 238U);
    const auto offer = test::full_offer();
    const HostSettings host{"discover.example.net", {}};
    const auto records = desired({domain, offer, host});
    EXPECT_NE(at(records, "autoconfig." + domain + '.'), "");
    EXPECT_EQ(at(records, "_submissions._tcp." + domain + '.'), "");
    for (const auto& record : records)
        EXPECT_TRUE(normalised(record)) << record.owner;
}

TEST(Zone, a_ttl_beyond_what_dns_can_hold_is_cut) {
    const auto offer = test::mail_offer();
    const HostSettings host{"discover.example.net", {}, 0xffffffff};
    for (const auto& record : desired({"example.com", offer, host}))
        EXPECT_EQ(record.ttl, 0x7fffffffU);
}

TEST(Zone, each_generator_has_an_id_of_its_own) {
    std::set<std::string_view> ids;
    for (const auto& row : generators())
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
}

TEST(Zone, all_records_have_the_ttl_that_the_offer_wants) {
    auto offer = test::full_offer();
    const HostSettings host{"mail.example.com", {"192.0.2.7"}, 7200};
    for (const auto& record : desired({"example.com", offer, host}))
        EXPECT_EQ(record.ttl, 7200U) << record.owner;
    offer.attributes.set({AttributeId::dns_ttl, "", "60"});
    for (const auto& record : desired({"example.com", offer, host}))
        EXPECT_EQ(record.ttl, 60U) << record.owner;
    EXPECT_EQ(ttl_of(offer, 7200), 60U);
}
