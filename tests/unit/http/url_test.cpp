#include "http/url.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

std::string followed(const char* from, const char* location) {
    const auto url = follow(parse_url(from).value(), location);
    return url ? url->str() : url.error().what;
}

} // namespace

TEST(Url, is_taken_apart) {
    EXPECT_EQ(
        parse_url("https://Dav.Example.com:8443/a%20b/?x=1&y=@#part").value(),
        (Url{true, "dav.example.com", 8443, "/a%20b/?x=1&y=@"})
    );
    EXPECT_EQ(parse_url("http://example.com").value(), (Url{false, "example.com", 80, "/"}));
    EXPECT_EQ(parse_url("https://[2001:db8::1]/").value().host, "2001:db8::1");
    EXPECT_EQ(parse_url("http://example.com?q").value().target, "/?q");
}

TEST(Url, is_written_with_the_port_only_where_it_is_not_the_schemes_own) {
    for (const auto* text :
         {"https://example.com/",
          "http://example.com/",
          "https://example.com:80/",
          "http://example.com:443/x?y",
          "https://[2001:db8::1]:8443/"})
        EXPECT_EQ(parse_url(text).value().str(), text);
    EXPECT_EQ(parse_url("https://example.com:443/").value().authority(), "example.com");
}

TEST(Url, what_is_none_is_named) {
    for (const auto* text :
         {"",
          "example.com",
          "ftp://example.com/",
          "https:///path",
          "https://user:secret@example.com/",
          "https://example.com:0/",
          "https://example.com:99999/",
          "https://exa mple.com/",
          "https://b\xC3\xBC"
          "cher.example/"}) {
        const auto url = parse_url(text);
        ASSERT_FALSE(url) << text;
        EXPECT_NE(url.error().what.find(text), std::string::npos) << url.error().what;
    }
}

TEST(Url, a_location_is_followed_from_where_one_is) {
    EXPECT_EQ(followed("https://a.example/x/y?z", "/dav/"), "https://a.example/dav/");
    EXPECT_EQ(followed("https://a.example/x/y", "../z"), "https://a.example/z");
    EXPECT_EQ(followed("http://a.example:8080/x", "//b.example/y"), "http://b.example/y");
    EXPECT_EQ(followed("http://a.example/", "https://b.example"), "https://b.example/");
    EXPECT_EQ(
        followed("http://a.example/", "mailto:jane@b.example"),
        "\"mailto:jane@b.example\": not a URL of http or https"
    );
}

} // namespace fingerpost::http
