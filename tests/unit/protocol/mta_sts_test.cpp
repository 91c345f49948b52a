#include "protocol/mta_sts.hpp"

#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

std::string policy(const Offer& offer) {
    const auto text = mta_sts_policy(offer, "example.com");
    return text ? *text : "";
}

TEST(MtaSts, tells_mode_exchangers_and_age_in_the_format_of_the_specification) {
    const auto response = render_mta_sts({test::rich_offer(), "example.com", std::nullopt});
    EXPECT_EQ(response->content_type, "text/plain");
    test::expect_golden("mta_sts/full.txt", response->body);
}

TEST(MtaSts, a_week_is_the_age_where_none_is_set) {
    Offer offer;
    offer.attributes.set({AttributeId::mta_sts, "", "testing"});
    offer.attributes.set({AttributeId::mx, "", "mx.%EMAILDOMAIN%"});
    EXPECT_EQ(
        policy(offer), "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 604800\n"
    );
}

TEST(MtaSts, is_nothing_without_a_mode_or_without_an_exchanger_for_it) {
    Offer offer;
    offer.attributes.set({AttributeId::mx, "", "mx.example.com"});
    EXPECT_EQ(mta_sts_policy(offer, "example.com").error().code, Errc::not_found);
    offer.attributes.set({AttributeId::mta_sts, "", "enforce"});
    offer.attributes.set({AttributeId::mx, "", "192.0.2.1"}); // an address is no name, §3.2
    EXPECT_EQ(policy(offer), "");
    offer.attributes.set({AttributeId::mta_sts, "", "none"}); // how a policy is taken back, §8.3
    EXPECT_EQ(policy(offer), "version: STSv1\nmode: none\nmax_age: 604800\n");
}

TEST(MtaSts, the_id_changes_with_the_policy_and_with_nothing_else) {
    const auto id = mta_sts_record("a policy");
    EXPECT_EQ(id, mta_sts_record("a policy"));
    EXPECT_NE(id, mta_sts_record("another policy"));
    const auto letters = id.substr(std::string_view("v=STSv1; id=").size());
    EXPECT_EQ(letters.size(), 32U); // §3.1: 1 to 32 letters and digits
    EXPECT_EQ(letters.find_first_not_of("0123456789abcdef"), letters.npos);
}

} // namespace
} // namespace fingerpost::protocol
