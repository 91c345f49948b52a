#include "catalog/spf.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Spf, is_kept_in_its_one_form) {
    EXPECT_EQ(
        parse_spf(" V=spf1  MX  +Include:_spf.example.net -ALL").value(),
        "v=spf1 mx +include:_spf.example.net -all"
    );
    EXPECT_EQ(parse_spf("v=spf1").value(), "v=spf1");
}

TEST(Spf, takes_every_term_of_the_specification) {
    for (const std::string terms :
         {"a/24 mx//64 a:host.example.com/24//64 -all",
          "ip4:192.0.2.0/24 ip4:192.0.2.1 ip6:2001:db8::/32 ~all",
          "exists:%{ir}.%{l1r+-}._spf.%{d} ?all exp=explain._spf.%{d}",
          "include:%EMAILDOMAIN% redirect=_spf.example.com",
          "ptr ptr:example.com"})
        EXPECT_TRUE(parse_spf("v=spf1 " + terms)) << parse_spf("v=spf1 " + terms).error().what;
}

TEST(Spf, refuses_what_would_be_an_error_at_the_receiver) {
    for (const std::string terms :
         {"v=spf1 -all",
          "mx:",
          "include",
          "include:",
          "all:example.com",
          "ip4:192.0.2.256",
          "ip4:192.0.2.0/33",
          "ip4:2001:db8::1",
          "ip6:2001:db8::/129",
          "a/33",
          "a:/24",
          "a//129",
          "+redirect=example.com",
          "redirect:example.com",
          "redirect=a.example redirect=b.example",
          "exists:%{x}.example.com",
          "exists:%{d",
          "mail.example.com",
          "-all mx",
          "-all redirect=example.com",
          "redirect=example.com -all"})
        EXPECT_FALSE(parse_spf("v=spf1 " + terms)) << terms;
    EXPECT_FALSE(parse_spf("mx -all"));
    EXPECT_FALSE(parse_spf(""));
}

TEST(Spf, counts_what_receivers_have_to_look_up) {
    std::string text = "v=spf1";
    for (int i = 0; i < 10; ++i)
        text += " include:_spf" + std::to_string(i) + ".example.net";
    EXPECT_TRUE(parse_spf(text + " ip4:192.0.2.1 -all"));
    EXPECT_NE(parse_spf(text + " mx -all").error().what.find("11 terms"), std::string::npos);
}

} // namespace
} // namespace fingerpost
