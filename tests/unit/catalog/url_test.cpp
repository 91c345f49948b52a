#include "catalog/url.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Url, is_read_in_its_parts) {
    const auto url = parse_url("HTTPS://Dav.Example.com:8443/dav/?a=b").value();
    EXPECT_TRUE(url.tls);
    EXPECT_EQ(url.host, "dav.example.com");
    EXPECT_EQ(url.port, 8443);
    EXPECT_EQ(url.path, "/dav/?a=b");
    EXPECT_EQ(parse_url("http://dav.example.com")->path, "/");
    EXPECT_EQ(parse_url("http://dav.example.com?x")->path, "/?x");
    EXPECT_EQ(parse_url("http://dav.example.com")->port, 0);
}

TEST(Url, may_name_a_host_after_each_domain) {
    EXPECT_EQ(parse_url("https://dav.%EMAILDOMAIN%/")->host, "dav.%EMAILDOMAIN%");
    EXPECT_FALSE(parse_url("https://dav.%REALNAME%/"));
}

TEST(Url, is_refused_when_it_is_none) {
    for (const auto* text :
         {"",
          "dav.example.com",
          "ftp://dav.example.com/",
          "https://",
          "https:///dav",
          "https://user@dav.example.com/",
          "https://dav.example.com:0/",
          "https://dav.example.com:65536/",
          "https://dav.example.com/a b",
          "https://dav.example.com/\"",
          "https://dav.example.com/\n"})
        EXPECT_FALSE(parse_url(text)) << text;
}

TEST(Url, is_written_in_octets_that_every_header_takes) {
    EXPECT_EQ(
        ascii_url("https://x.test/a;b/é d\"/%41?q=1"), "https://x.test/a;b/%C3%A9%20d%22/%41?q=1"
    );
}

TEST(HostName, is_a_name_an_address_or_a_template) {
    EXPECT_EQ(parse_host_name("Mail.Example.com.").value(), "mail.example.com");
    EXPECT_EQ(parse_host_name("192.0.2.7").value(), "192.0.2.7");
    EXPECT_EQ(parse_host_name("2001:DB8::1").value(), "2001:db8::1");
    EXPECT_FALSE(parse_host_name("[2001:db8::1]"));
    EXPECT_FALSE(parse_host_name("https://mail.example.com"));
}

} // namespace
} // namespace fingerpost
