#include "protocol/autoconfig_pages.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

XmlElement pages_of(const Offer& offer) {
    const AccountSettings settings{offer, "example.com", Address{"fred", "example.com"}};
    XmlWriter writer;
    const auto root = writer.root("root");
    add_help(root, settings);
    add_login_pages(root, settings);
    return parse_xml(writer.str()).value();
}

TEST(AutoconfigPages, names_no_endpoints_of_oauth_where_one_is_missing) {
    auto offer = test::rich_offer();
    EXPECT_NE(pages_of(offer).child("oAuth2"), nullptr);
    offer.attributes.set({AttributeId::oauth_token, "", ""});
    EXPECT_EQ(pages_of(offer).child("oAuth2"), nullptr);
}

TEST(AutoconfigPages, leave_out_what_differs_from_user_to_user) {
    Offer offer;
    offer.attributes.set({AttributeId::documentation, "", "https://x.test/%EMAILADDRESS%"});
    offer.attributes.set({AttributeId::webmail, "", "https://%EMAILDOMAIN%/"});
    const auto pages = pages_of(offer);
    EXPECT_EQ(pages.child("documentation"), nullptr);
    EXPECT_EQ(pages.child("webMail")->child("loginPage")->attribute("url"), "https://example.com/");
}

TEST(AutoconfigPages, a_page_has_the_titles_of_its_language) {
    Offer offer;
    offer.attributes.set({AttributeId::documentation, "", "https://x.test/"});
    offer.attributes.set({AttributeId::documentation, "de", "https://x.test/de"});
    for (const std::string language : {"", "de", "fr"})
        offer.attributes.set({AttributeId::documentation_title, language, "in " + language});
    std::string titles;
    for (const auto& page : pages_of(offer).children)
        for (const auto& title : page.children)
            titles.append(page.attribute("url")).append(" " + title.text + '|');
    EXPECT_EQ(titles, "https://x.test/ in|https://x.test/ in fr|https://x.test/de in de|");
}

TEST(AutoconfigPages, oauth_runs_with_an_issuer_or_with_both_endpoints) {
    Offer offer;
    offer.attributes.set({AttributeId::oauth_token, "", "https://x.test/token"});
    EXPECT_FALSE(runs_oauth(offer));
    offer.attributes.set({AttributeId::oauth_authorization, "", "https://x.test/authorize"});
    EXPECT_TRUE(runs_oauth(offer));
    Offer other;
    other.attributes.set({AttributeId::oauth_issuer, "", "https://x.test"});
    EXPECT_TRUE(runs_oauth(other));
}

} // namespace
} // namespace fingerpost::protocol
