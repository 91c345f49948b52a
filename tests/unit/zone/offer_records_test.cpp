#include "zone/offer_records.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

const std::vector<std::string> domains{
    "example.com",
    "example.net",
    "mail.example.org",
    "net",
    "any.invalid",
    "*",
    "*.example.com",
    "",
    "a." + std::string(63, 'b') + '.' + std::string(63, 'c') + '.' + std::string(63, 'd'),
    std::string(63, 'a') + '.' + std::string(63, 'b') + '.' + std::string(63, 'c') + '.' +
        std::string(50, 'd')};

void expect_as_desired(const Offer& offer, const HostSettings& host) {
    const OfferRecords records(offer, host);
    for (const auto& domain : domains)
        EXPECT_EQ(records.of(domain), desired({domain, offer, host}))
            << domain << " by " << host.public_hostname;
}

Offer offer_at(std::string host) {
    auto offer = test::mail_offer();
    offer.servers[0].host = std::move(host);
    return offer;
}

} // namespace

TEST(OfferRecords, are_those_desired_for_each_domain) {
    for (const auto& row : test::zone_cases())
        expect_as_desired(row.offer, row.host);
}

TEST(OfferRecords, differ_where_a_host_lies_in_the_domain) {
    for (const std::string name : {"example.net", "autoconfig.example.net", "any.invalid"}) {
        const auto public_name = "autodiscover." + name;
        expect_as_desired(offer_at(name), {"discover.example.com", {}});
        expect_as_desired(offer_at(public_name), {"discover.example.com", {}});
        expect_as_desired(test::full_offer(), {public_name, {"192.0.2.7"}});
    }
}

TEST(OfferRecords, tell_the_domain_where_a_server_or_a_path_does) {
    for (const auto* host : {"imap.%EMAILDOMAIN%", "%EMAILDOMAIN%", "autoconfig.%EMAILDOMAIN%"})
        expect_as_desired(offer_at(host), {"discover.example.com", {}});
    auto offer = test::full_offer();
    offer.dav_servers[0].path = "/%EMAILDOMAIN%/";
    expect_as_desired(offer, {"discover.example.com", {}});
}

TEST(OfferRecords, tell_the_domain_where_only_a_digest_does) {
    auto offer = test::full_offer();
    offer.provider_name.clear(); // then documents name the domain
    expect_as_desired(offer, {"discover.example.com", {}});
    offer = test::rich_offer();
    offer.attributes.set({AttributeId::mx, "", "mx.%EMAILDOMAIN%"});
    expect_as_desired(offer, {"discover.example.com", {}});
}

TEST(OfferRecords, tell_the_domain_where_our_host_is_only_an_address) {
    expect_as_desired(test::full_offer(), {"192.0.2.7", {}});
    expect_as_desired(test::full_offer(), {});
}

TEST(OfferRecords, have_the_ttl_that_the_offer_wants) {
    auto offer = test::full_offer();
    offer.attributes.set({AttributeId::dns_ttl, "", "60"});
    expect_as_desired(offer, {"discover.example.net", {}});
    const HostSettings host{"discover.example.net", {}};
    for (const auto& record : OfferRecords(offer, host).of("example.com"))
        EXPECT_EQ(record.ttl, 60U) << record.owner;
}
