#include "catalog/ldap_url.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(LdapUrl, is_taken_apart) {
    const auto url =
        parse_ldap_url("ldaps://LDAP.Example.com:1636/ou=people,dc=example?cn,mail?one");
    ASSERT_TRUE(url);
    EXPECT_TRUE(url->tls);
    EXPECT_EQ(url->host, "ldap.example.com");
    EXPECT_EQ(url->port, 1636);
    EXPECT_EQ(url->base, "ou=people,dc=example");
    EXPECT_EQ(url->scope, LdapUrl::Scope::one);
}

TEST(LdapUrl, may_leave_out_all_but_the_host) {
    const auto url = parse_ldap_url("ldap://ldap.example.com");
    ASSERT_TRUE(url);
    EXPECT_FALSE(url->tls);
    EXPECT_EQ(url->port, 0);
    EXPECT_EQ(url->base, "");
    EXPECT_EQ(url->scope, LdapUrl::Scope::unsaid);
}

TEST(LdapUrl, decodes_the_name_and_keeps_its_placeholders) {
    EXPECT_EQ(
        parse_ldap_url("ldap://h.example/o=A%20B,dc=%EMAILDOMAIN%")->base, "o=A B,dc=%EMAILDOMAIN%"
    );
    EXPECT_EQ(parse_ldap_url("ldap://ldap.%EMAILDOMAIN%/")->host, "ldap.%EMAILDOMAIN%");
}

TEST(LdapUrl, refuses_what_is_none) {
    for (const char* text :
         {"",
          "ldap://",
          "https://ldap.example.com/",
          "ldap://a b/",
          "ldap://h.example:0/",
          "ldap://h.example:99999/",
          "ldap://h.example/o=A B",
          "ldap://h.example/o=x??deep",
          "ldap://h.example/%ff",
          "ldap://h.example/\"",
          "ldap://user@h.example/"})
        EXPECT_FALSE(parse_ldap_url(text)) << text;
}

} // namespace
} // namespace fingerpost
