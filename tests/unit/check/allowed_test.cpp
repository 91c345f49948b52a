#include "check/allowed.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(AllowedAddress, only_what_the_whole_internet_reaches_is_public) {
    for (const auto* address : {"192.0.2.1", "2001:db8::1", "172.32.0.1", "100.128.0.1"})
        EXPECT_TRUE(is_public_address(address)) << address;
    for (const auto* address :
         {"127.0.0.1",
          "127.9.9.9",
          "10.0.0.1",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "169.254.169.254",
          "100.64.0.1",
          "0.0.0.0",
          "224.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "fe80::1",
          "fd00::1",
          "ff02::1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::7f00:1",
          "64:ff9b::7f00:1",
          "2002:7f00:1::",
          "",
          "localhost",
          "127.1"})
        EXPECT_FALSE(is_public_address(address)) << address;
}

TEST(AllowedAddress, the_operator_may_list_networks) {
    const auto allowed = AllowedNetworks::parse({"10.1.0.0/15", "::1", "fd12::/20"});
    ASSERT_TRUE(allowed);
    EXPECT_TRUE(allowed->allow("10.0.255.255"));
    EXPECT_TRUE(allowed->allow("10.1.2.3"));
    EXPECT_TRUE(allowed->allow("::ffff:10.1.2.3"));
    EXPECT_FALSE(allowed->allow("10.2.0.0"));
    EXPECT_TRUE(allowed->allow("::1"));
    EXPECT_FALSE(allowed->allow("::2"));
    EXPECT_TRUE(allowed->allow("fd12:0fff::1"));
    EXPECT_FALSE(allowed->allow("fd12:1000::1"));
    EXPECT_TRUE(allowed->allow("192.0.2.1"));
    for (const auto* word : {"", "example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "/8"}) {
        const auto refused = AllowedNetworks::parse({word});
        ASSERT_FALSE(refused) << word;
        EXPECT_NE(refused.error().what.find("is no network"), std::string::npos);
    }
}

TEST(VisitableHosts, are_those_of_the_catalog_and_of_the_domain) {
    auto offer = test::rich_offer();
    offer.attributes.set({AttributeId::mx, "", "mx.example.net"});
    const zone::HostSettings host{"discovery.example.net", {}, 3600};
    const zone::Records desired;
    const Circumstances circumstances;
    const std::map<std::string, std::string> memory;
    const VisitableHosts hosts(Subject{
        "example.com", offer, host, desired, circumstances, nullptr, memory});
    for (const auto* name :
         {"example.com",
          "autoconfig.example.com",
          "imap.example.net",
          "dav.example.net",
          "mx.example.net",
          "discovery.example.net",
          "auth.example.net"})
        EXPECT_TRUE(hosts.allow(name)) << name;
    for (const auto* name :
         {"", "com", "anexample.com", "example.com.example.org", "other.example.net", "localhost"})
        EXPECT_FALSE(hosts.allow(name)) << name;
}

} // namespace fingerpost::check
