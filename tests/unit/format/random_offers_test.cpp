// What holds for the records of every offer, whatever its attributes.

#include "format/format.hpp"
#include "format/zone_file.hpp"
#include "support/random_offer.hpp"
#include "support/zone_sample.hpp"
#include "zone/offer_records.hpp"
#include "zone/rrset.hpp"
#include "zone/wire.hpp"
#include "zone/zone_text.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

constexpr std::uint32_t seeds = 400;
const std::vector<std::string> domains{
    "example.com",
    "example.org",
    "a.b.example.com",
    std::string(63, 'a') + '.' + std::string(63, 'b') + '.' + std::string(60, 'c') + ".test"};

void expect_kept_apart(const Records& records, const std::string& where) {
    std::set<std::string> aliases;
    for (const auto& record : records)
        if (record.type == "CNAME") aliases.insert(record.owner);
    for (const auto& record : records) {
        EXPECT_TRUE(record.type == "CNAME" || !aliases.contains(record.owner))
            << where << record.owner;
        if (record.type != "SRV" && record.type != "MX") continue;
        EXPECT_FALSE(aliases.contains(record.data.substr(record.data.rfind(' ') + 1)))
            << where << record.owner << ' ' << record.data;
    }
}

void expect_no_contradiction(const Records& records, const std::string& where) {
    std::map<std::string, int> spf, exchangers;
    std::set<std::string> refusing;
    for (const auto& record : records) {
        spf[record.owner] += record.data.starts_with("\"v=spf1");
        exchangers[record.owner] += record.type == "MX";
        if (record.type == "MX" && record.data == "0 .") refusing.insert(record.owner);
    }
    for (const auto& [owner, count] : spf)
        EXPECT_LE(count, 1) << where << owner;
    for (const auto& owner : refusing)
        EXPECT_EQ(exchangers[owner], 1) << where << owner;
}

void expect_sound(const Records& records, const std::string& where) {
    for (const auto& record : records) {
        const auto normal = normalised(record);
        ASSERT_TRUE(normal) << where << normal.error().what;
        EXPECT_EQ(*normal, record) << where;
        EXPECT_FALSE(record.purpose.empty() || record.spec.empty()) << where << record.owner;
    }
    for (std::size_t i = 1; i < records.size(); ++i)
        EXPECT_TRUE(before(records[i - 1], records[i])) << where;
    expect_kept_apart(records, where);
    expect_no_contradiction(records, where);
}

/// What a reader of our text finds.
std::vector<RRset> read_back(const Records& records, std::string_view domain) {
    const auto text = format::write(*format::find_format("zone"), {domain, records});
    EXPECT_TRUE(text) << text.error().what;
    const auto parsed = parse_zone(text->text, domain);
    EXPECT_TRUE(parsed) << parsed.error().what;
    return parsed ? rrsets(*parsed) : std::vector<RRset>{};
}

} // namespace

TEST(RandomOffers, records_are_sound_and_read_back_as_what_they_are) {
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
        test::RandomOffer random(seed);
        const auto offer = random.offer();
        const auto host = random.host_settings();
        const auto& domain = domains[seed % domains.size()];
        const auto where = "seed " + std::to_string(seed) + ' ';
        const auto records = desired({domain, offer, host});
        expect_sound(records, where);
        EXPECT_EQ(read_back(records, domain), rrsets(records)) << where;
        EXPECT_TRUE(parse_zone(format::snippet(domain, records), domain)) << where;
    }
}

TEST(RandomOffers, are_the_same_for_one_domain_as_for_many) {
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
        test::RandomOffer random(seed);
        const auto offer = random.offer();
        const auto host = random.host_settings();
        const OfferRecords records(offer, host);
        for (const auto& domain : domains)
            ASSERT_EQ(records.of(domain), desired({domain, offer, host})) << seed << ' ' << domain;
    }
}
