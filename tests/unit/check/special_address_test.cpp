#include "check/special_address.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(SpecialAddress, the_edges_of_each_block) {
    for (const auto* address : {"10.0.0.0",
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
                                "fec0::1",
                                "::2",
                                "198.19.0.1",
                                "224.0.0.1",
                                "2002:7f00:1::",
                                "::ffff:10.1.2.3"})
        EXPECT_NE(special_kind(address), "") << address;
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
          "fb00::1",
          "",
          "example.com"})
        EXPECT_EQ(special_kind(address), "") << address;
}

} // namespace fingerpost::check
