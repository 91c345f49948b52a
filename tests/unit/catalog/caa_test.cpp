#include "catalog/caa.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Caa, parameters_are_kept_in_their_one_form) {
    EXPECT_EQ(parse_caa_parameters("any").value(), "any");
    EXPECT_EQ(
        parse_caa_parameters(
            "AccountURI=https://ca.example.net/acct/1;validationmethods=dns-01,http-01"
        )
            .value(),
        "accounturi=https://ca.example.net/acct/1; validationmethods=dns-01,http-01"
    );
}

TEST(Caa, refuses_what_authorities_would_not_understand) {
    for (const auto* text :
         {"",
          ";",
          "accounturi",
          "accounturi=1",
          "accounturi=https://a\"b",
          "policy=ev",
          "validationmethods=",
          "validationmethods=dns_01",
          "validationmethods=dns-01; validationmethods=http-01"})
        EXPECT_FALSE(parse_caa_parameters(text)) << text;
}

} // namespace
} // namespace fingerpost
