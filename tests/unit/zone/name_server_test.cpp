#include "zone/name_server.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::zone;

TEST(NameServer, are_read_with_and_without_addresses) {
    const auto servers = parse_name_servers(
        {"NS1.example.com.=192.0.2.1", "ns2.example.net", "ns1.example.com = 2001:DB8::1"}
    );
    ASSERT_TRUE(servers) << servers.error().what;
    ASSERT_EQ(servers->size(), 2U);
    EXPECT_EQ((*servers)[0].name, "ns1.example.com");
    EXPECT_EQ((*servers)[0].addresses, (std::vector<std::string>{"192.0.2.1", "2001:db8::1"}));
    EXPECT_FALSE(parse_name_servers({"ns1.example.com=x"}));
    EXPECT_FALSE(parse_name_servers({"192.0.2.1"}));
}
