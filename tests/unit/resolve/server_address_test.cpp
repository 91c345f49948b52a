#include "resolve/server_address.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

TEST(ServerAddress, is_an_address_with_or_without_a_port) {
    for (const auto* good : {"192.0.2.53", "192.0.2.53:5300", "2001:db8::53", "[2001:db8::53]:53"})
        EXPECT_TRUE(parse_server(good)) << good;
    for (const auto* bad :
         {"", "ns.example.com", "192.0.2.53:0", "192.0.2.53:x", "[2001:db8::53", "1,2"})
        EXPECT_FALSE(parse_server(bad)) << bad;
    EXPECT_EQ(parse_server("[2001:DB8::53]:53")->host, "2001:db8::53");
}

TEST(ServerAddress, knows_loopback) {
    for (const auto* loopback : {"127.0.0.1", "127.0.0.53:5300", "::1", "[::1]:53"})
        EXPECT_TRUE(parse_server(loopback)->loopback) << loopback;
    EXPECT_FALSE(parse_server("192.0.2.53")->loopback);
}

} // namespace fingerpost::resolve
