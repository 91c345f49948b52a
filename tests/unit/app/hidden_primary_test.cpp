#include "app/hidden_primary.hpp"

#include "support/scratch.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

std::string refusal(const Settings& settings) {
    const auto wanted = primary_settings(settings);
    return wanted ? "accepted" : wanted.error().what;
}

TEST(HiddenPrimary, takes_its_keys_from_a_file_and_the_rest_from_the_settings) {
    const test::Scratch scratch;
    Settings settings;
    settings.nameservers = {{"ns1.example.net", {}}};
    settings.hostmaster = "dns@example.net";
    settings.dns_ttl = 300;
    settings.public_hostname = "discover.example.net";
    settings.dns_catalog_zone = "catalog.test";
    settings.dns_secondaries = {{"192.0.2.53", 53}, {"::1", 5353}, {"localhost", 54}};
    settings.dns_transfer_key_file = scratch.write(
        "key", "key \"transfer\" { algorithm hmac-sha256; secret \"c2l4dGVlbiBvY3RldHMhIQ==\"; };"
    );
    const auto wanted = primary_settings(settings);
    ASSERT_TRUE(wanted) << wanted.error().what;
    ASSERT_EQ(wanted->keys.size(), 1U);
    EXPECT_EQ(wanted->keys[0].name, "transfer.");
    EXPECT_EQ(wanted->zone.hostmaster, "dns@example.net");
    EXPECT_EQ(wanted->zone.ttl, 300U);
    EXPECT_EQ(wanted->host.public_hostname, "discover.example.net");
    EXPECT_EQ(wanted->catalog_zone, "catalog.test");
    ASSERT_EQ(wanted->secondaries.size(), 3U);
    EXPECT_EQ(wanted->secondaries[1].port(), 5353);
    EXPECT_EQ(wanted->secondaries[2].address().to_string(), "127.0.0.1");
}

TEST(HiddenPrimary, a_file_of_keys_that_cannot_be_used_is_named) {
    const test::Scratch scratch;
    Settings settings;
    EXPECT_EQ(refusal(settings), "accepted") << "none is needed";
    settings.dns_transfer_key_file = scratch / "none";
    EXPECT_NE(refusal(settings).find("No such file"), std::string::npos);
    settings.dns_transfer_key_file = scratch.path();
    EXPECT_NE(refusal(settings).find("cannot read"), std::string::npos);
    settings.dns_transfer_key_file = scratch.write("empty", "");
    EXPECT_NE(refusal(settings).find("tsig-keygen"), std::string::npos);
}

} // namespace
} // namespace fingerpost::app
