#include "http/forwarded.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

TEST(CanonicalHost, drops_port_dot_and_case) {
    EXPECT_EQ(canonical_host("Example.COM:80"), "example.com");
    EXPECT_EQ(canonical_host("example.com."), "example.com");
    EXPECT_EQ(canonical_host("example.com.:"), "example.com");
    EXPECT_EQ(canonical_host("192.0.2.1:8080"), "192.0.2.1");
    EXPECT_EQ(canonical_host("[::1]:80"), "::1");
    EXPECT_EQ(canonical_host(""), "");
}

TEST(CanonicalHost, refuses_what_is_no_host) {
    for (const auto* text : {"[", "]", "[]", "[::1", "::1", "a:b:c", "a b", "a\"", "[1.2.3.4]"})
        EXPECT_FALSE(canonical_host(text)) << text;
}

TEST(ParseRemote, reads_addresses_as_proxies_write_them) {
    EXPECT_EQ(parse_remote("192.0.2.1")->address, "192.0.2.1");
    EXPECT_EQ(parse_remote("192.0.2.1:99")->address, "192.0.2.1");
    EXPECT_EQ(parse_remote("2001:DB8::1")->address, "2001:db8::1");
    EXPECT_EQ(parse_remote("[2001:db8::1]:99")->address, "2001:db8::1");
    EXPECT_EQ(parse_remote("::ffff:192.0.2.1")->address, "192.0.2.1");
    EXPECT_TRUE(parse_remote("::1")->loopback);
    EXPECT_FALSE(parse_remote("unknown"));
    EXPECT_FALSE(parse_remote("[192.0.2.1"));
    EXPECT_FALSE(parse_remote(""));
}

TEST(FromRight, counts_from_the_nearest_proxy) {
    EXPECT_EQ(from_right("a, b ,c", 1), "c");
    EXPECT_EQ(from_right("a, b ,c", 2), "b");
    EXPECT_EQ(from_right("a, b ,c", 3), "a");
    EXPECT_FALSE(from_right("a, b ,c", 4));
    EXPECT_FALSE(from_right("", 1));
    EXPECT_FALSE(from_right("a,", 1));
    EXPECT_FALSE(from_right("a", 0));
}

} // namespace fingerpost::http
