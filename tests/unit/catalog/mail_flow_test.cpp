#include "catalog/mail_flow.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

Offer offer_with(AttributeId id, std::string value) {
    Offer offer;
    offer.attributes.set({id, "", std::move(value)});
    return offer;
}

TEST(MailFlow, knows_the_exchangers_of_the_domain) {
    const auto offer = offer_with(AttributeId::mx, "mx.%EMAILDOMAIN%, mx.example.net");
    EXPECT_EQ(
        mail_exchangers(offer, "example.com"),
        (std::vector<std::string>{"mx.example.com", "mx.example.net"})
    );
    EXPECT_FALSE(refuses_mail(offer));
    EXPECT_TRUE(mail_exchangers({}, "example.com").empty());
}

TEST(MailFlow, a_domain_that_takes_no_mail_has_no_exchangers) {
    const auto offer = offer_with(AttributeId::mx, ".");
    EXPECT_TRUE(refuses_mail(offer));
    EXPECT_FALSE(sends_no_mail(offer));
    EXPECT_TRUE(mail_exchangers(offer, "example.com").empty());
}

TEST(MailFlow, names_without_mail_may_leave_the_domain_out) {
    EXPECT_FALSE(sends_no_mail(offer_with(AttributeId::no_mail, "www, static")));
    auto offer = offer_with(AttributeId::no_mail, "@, www");
    offer.attributes.set({AttributeId::mx, "", "mx.example.net"});
    EXPECT_TRUE(sends_no_mail(offer));
    EXPECT_TRUE(refuses_mail(offer));
    EXPECT_TRUE(mail_exchangers(offer, "example.com").empty());
}

} // namespace
} // namespace fingerpost
