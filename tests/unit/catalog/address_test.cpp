#include "catalog/address.hpp"

#include "catalog/placeholder.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Address, keeps_the_local_part_and_folds_the_domain) {
    const auto address = Address::parse(" O'Neil+Tag@Example.COM. ");
    ASSERT_TRUE(address);
    EXPECT_EQ(address->local, "O'Neil+Tag");
    EXPECT_EQ(address->str(), "O'Neil+Tag@example.com");
}

TEST(Address, accepts_other_scripts) {
    EXPECT_EQ(Address::parse("jürgen@bücher.example")->str(), "jürgen@xn--bcher-kva.example");
}

TEST(Address, refuses_what_no_mailbox_is_called) {
    for (const std::string text :
         {"",
          "fred",
          "@example.com",
          "fred@",
          "a@b@c.test",
          "fr ed@example.com",
          "\xff@a.test",
          "a@192.0.2.1",
          "%EMAILADDRESS%",
          "fred@exa mple.com",
          "a\x01@example.com"})
        EXPECT_FALSE(Address::parse(text)) << text;
    EXPECT_FALSE(Address::parse(std::string(250, 'a') + "@example.com"));
    EXPECT_FALSE(Address::parse(std::string("a\0b@example.com", 15)));
}

TEST(Placeholder, is_expanded_once) {
    const Address address{"%EMAILDOMAIN%", "example.com"};
    EXPECT_EQ(expand("%EMAILLOCALPART%", address), "%EMAILDOMAIN%");
    const Address fred{"fred", "example.com"};
    EXPECT_EQ(expand("%EMAILADDRESS%", fred), "fred@example.com");
    EXPECT_EQ(expand("%EMAILDOMAIN%\\%EMAILLOCALPART%", fred), "example.com\\fred");
    EXPECT_EQ(expand("100%", fred), "100%");
    EXPECT_EQ(expand("%emailaddress% %EMAILADDRES%", fred), "%emailaddress% %EMAILADDRES%");
    EXPECT_EQ(expand("%%EMAILDOMAIN%%", fred), "%example.com%");
}

TEST(Placeholder, of_the_domain_needs_no_address) {
    EXPECT_EQ(expand_domain("%EMAILADDRESS% %EMAILDOMAIN%", "a.test"), "%EMAILADDRESS% a.test");
    EXPECT_TRUE(has_placeholder("x%EMAILLOCALPART%"));
    EXPECT_FALSE(has_placeholder("fred%40example.com"));
}

} // namespace
} // namespace fingerpost
