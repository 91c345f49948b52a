#include "catalog/domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

std::string parsed(std::string_view text) {
    const auto domain = parse_domain(text);
    return domain ? *domain : "refused";
}

TEST(Domain, has_one_spelling) {
    EXPECT_EQ(parsed("Example.COM"), "example.com");
    EXPECT_EQ(parsed("example.com."), "example.com");
    EXPECT_EQ(parsed("bücher.example"), "xn--bcher-kva.example");
    EXPECT_EQ(parsed("BÜCHER.example"), "xn--bcher-kva.example");
    EXPECT_EQ(parsed("xn--bcher-kva.example"), "xn--bcher-kva.example");
    EXPECT_EQ(parsed("localhost"), "localhost");
}

TEST(Domain, refuses_what_is_no_host_name) {
    const std::string label64(64, 'a');
    const std::string long_name = std::string(63, 'a') + '.' + std::string(63, 'b') + '.' +
                                  std::string(63, 'c') + '.' + std::string(63, 'd');
    for (const std::string text :
         {"",
          ".",
          "..",
          "a..b",
          ".a",
          "a_b.test",
          "-a.test",
          "a-.test",
          "a b.test",
          "a.test\n",
          "192.0.2.1",
          "\xff.test",
          "a/b",
          "a'b.test"})
        EXPECT_EQ(parsed(text), "refused") << text;
    EXPECT_EQ(parsed(label64 + ".test"), "refused");
    EXPECT_EQ(parsed(long_name), "refused");
    EXPECT_EQ(parsed(std::string("a\0b.test", 8)), "refused");
    EXPECT_EQ(parsed(std::string(100000, 'a')), "refused");
}

TEST(Domain, patterns_are_a_star_or_a_star_before_a_parent) {
    EXPECT_EQ(parse_domain_pattern("*").value(), "*");
    EXPECT_EQ(parse_domain_pattern("*.Example.com").value(), "*.example.com");
    EXPECT_FALSE(parse_domain_pattern("a.*.example.com"));
    EXPECT_FALSE(parse_domain_pattern("*."));
    EXPECT_FALSE(parse_domain_pattern("**.example.com"));
}

TEST(Domain, is_shown_to_people_in_their_script) {
    EXPECT_EQ(unicode_domain("xn--bcher-kva.example"), "bücher.example");
    EXPECT_EQ(unicode_domain("example.com"), "example.com");
}

TEST(Domain, tells_addresses_from_names) {
    EXPECT_TRUE(is_ip_address("192.0.2.1"));
    EXPECT_TRUE(is_ip_address("2001:db8::1"));
    EXPECT_FALSE(is_ip_address("imap.example.com"));
    EXPECT_FALSE(is_ip_address("192.0.2"));
}

} // namespace
} // namespace fingerpost
