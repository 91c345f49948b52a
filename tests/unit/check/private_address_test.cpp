#include "check/private_address.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(PrivateAddress, the_edges_of_each_block) {
    for (const auto* address :
         {"10.0.0.0",
          "10.255.255.255",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.0.1",
          "100.64.0.1",
          "100.127.255.1",
          "127.0.0.1",
          "169.254.1.1",
          "0.0.0.0",
          "::",
          "::1",
          "fc00::1",
          "fdff::1",
          "fe80::1",
          "febf::1",
          "::ffff:10.1.2.3"})
        EXPECT_NE(private_kind(address), "") << address;
    for (const auto* address :
         {"9.255.255.255",
          "11.0.0.0",
          "172.15.255.255",
          "172.32.0.0",
          "192.169.0.1",
          "100.63.0.1",
          "100.128.0.1",
          "128.0.0.1",
          "169.253.1.1",
          "2001:db8::1",
          "fec0::1",
          "fb00::1",
          "::2",
          "",
          "example.com"})
        EXPECT_EQ(private_kind(address), "") << address;
}

} // namespace fingerpost::check
