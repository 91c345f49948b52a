#include "catalog/attribute.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

using enum AttributeId;

std::string checked(std::string name, std::string value, std::string language = "") {
    const auto attribute = to_attribute({std::move(name), std::move(language), std::move(value)});
    return attribute ? attribute->value : attribute.error().what;
}

TEST(Attribute, is_kept_in_its_one_form) {
    EXPECT_EQ(checked("mta_sts", "Enforce"), "enforce");
    EXPECT_EQ(checked("colour", "#1A6B4F"), "#1a6b4f");
    EXPECT_EQ(
        checked("mx", "MX1.Example.com,mx2.example.com."), "mx1.example.com, mx2.example.com"
    );
    EXPECT_EQ(checked("managesieve", "Mail.example.com"), "mail.example.com:4190");
    EXPECT_EQ(checked("managesieve", "mail.%EMAILDOMAIN%:2000"), "mail.%EMAILDOMAIN%:2000");
    EXPECT_EQ(checked("webmail", " https://mail.example.com?a=b "), "https://mail.example.com?a=b");
}

TEST(Attribute, says_what_a_value_must_be) {
    EXPECT_EQ(
        checked("activesync", "http://mail.example.com/"),
        "attribute activesync: \"http://mail.example.com/\" is not an https URL like "
        "https://www.example.com/path"
    );
    EXPECT_EQ(
        checked("mta_sts", "on"), "attribute mta_sts: \"on\" is not none, testing or enforce"
    );
    EXPECT_EQ(
        checked("webmial", "https://x.test/"),
        "there is no attribute \"webmial\"; did you mean webmail?"
    );
    EXPECT_EQ(
        checked("webmail", "https://x.test/", "de"),
        "attribute webmail has one value, none for \"de\""
    );
    EXPECT_EQ(
        checked("help_text", "Hilfe", "german!"),
        "attribute help_text: language \"german!\" is not like de or pt-br"
    );
}

TEST(Attribute, refuses_what_would_spoil_a_document) {
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"webmail", "https://mail.example.com/\"><script>"},
             {"webmail", "https://user@mail.example.com/"},
             {"oauth_issuer", "https://auth.example.com/?x"},
             {"contact", "postmaster@example.com"},
             {"mx", "mx1.example.com, 10 mx2.example.com"},
             {"mta_sts_max_age", "31557601"},
             {"colour", "red"},
             {"help_text", "two\nlines"},
             {"help_text", "\xff"},
             {"ldap", "https://ldap.example.com/"},
             {"managesieve", "mail.example.com:0"},
             {"display_name", std::string(2001, 'x')}}) {
        EXPECT_FALSE(to_attribute({name, "", value})) << name << ' ' << value;
    }
}

TEST(Attribute, has_rows_whose_examples_hold) {
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"contact", "mailto:postmaster@example.com"},
             {"contact", "https://www.example.com/contact"},
             {"ldap", "ldaps://ldap.example.com/ou=people,dc=example,dc=com"},
             {"oauth_issuer", "https://auth.example.com/"},
             {"moved_to", "Example.NET"},
             {"mta_sts_max_age", "0"}}) {
        EXPECT_TRUE(to_attribute({name, "", value})) << name << ' ' << value;
    }
}

TEST(Attribute, of_dns_is_checked_when_it_is_set) {
    const std::string digest(64, 'A');
    EXPECT_EQ(checked("mx", "None"), ".");
    EXPECT_EQ(checked("no_mail", "@, WWW"), "@, www");
    EXPECT_EQ(checked("dmarc_reports_for", "Example.NET,*"), "example.net, *");
    EXPECT_EQ(checked("dnssec", "Signed"), "signed");
    EXPECT_EQ(checked("tlsa", digest, "mx.example.com:25"), std::string(64, 'a'));
    EXPECT_EQ(checked("caa_issue", "any", "ca.example.net"), "any");
    EXPECT_EQ(checked("caa_issue", "none"), "none");
    EXPECT_EQ(checked("dkim", "v=DKIM1;p=", "old"), "v=DKIM1; p=");
    EXPECT_EQ(checked("dns_ttl", "0060"), "60");
    for (const auto& row : std::vector<AttributeRow>{
             {"mx", "", "mx.example.com, 192.0.2.1"},
             {"dns_ttl", "", "59"},
             {"dns_ttl", "", "604801"},
             {"no_mail", "", "*"},
             {"no_mail", "", "_dmarc"},
             {"dmarc_reports_for", "", "example.com, a b"},
             {"tlsa", "mx.example.com:25", digest.substr(1)},
             {"tlsa", "mx.example.com:25", digest + ", x"},
             {"bimi", "", "http://www.example.com/logo.svg"},
             {"bimi", "", "https://www.example.com/a;l=b.svg"},
             {"dkim", "x", "n=" + std::string(1995, 'x') + ";p="},
             {"tlsrpt", "", "postmaster@example.com"},
             {"caa_iodef", "", "security"}})
        EXPECT_FALSE(to_attribute(row)) << row.name << ' ' << row.value;
}

TEST(Attribute, says_which_qualifier_it_needs) {
    EXPECT_EQ(checked("dkim", "v=DKIM1; p="), "attribute dkim needs its selector, like mail2026");
    EXPECT_EQ(
        checked("tlsa", "x", "a b"),
        "attribute tlsa: service \"a b\" is not like mx1.example.com:25"
    );
    const std::string rule =
        "attribute caa_issue: none stands without issuer, everything else with one";
    EXPECT_EQ(checked("caa_issue", "any"), rule);
    EXPECT_EQ(checked("caa_issue", "none", "ca.example.net"), rule);
    EXPECT_TRUE(to_attribute({"caa_issue", "ca.example.net", ""}));
}

TEST(Attributes, are_found_by_language) {
    Attributes attributes;
    attributes.set({help_text, "", "Help"});
    attributes.set({help_text, "de", "Hilfe"});
    attributes.set({webmail, "", "https://mail.example.com/"});
    const std::vector<std::string> austrian{"de-at", "en"}, greek{"el"};
    EXPECT_EQ(attributes.get(help_text), "Help");
    EXPECT_EQ(attributes.get(help_text, austrian), "Hilfe");
    EXPECT_EQ(attributes.get(help_text, greek), "Help");
    EXPECT_EQ(attributes.get(webmail, austrian), "https://mail.example.com/");
    EXPECT_EQ(attributes.get(ews), "");
    EXPECT_EQ(attributes.all(help_text).size(), 2U);
}

TEST(Attributes, are_replaced_and_taken_away) {
    Attributes attributes;
    attributes.set({webmail, "", "https://a.example.com/"});
    attributes.set({webmail, "", "https://b.example.com/"});
    EXPECT_EQ(attributes.get(webmail), "https://b.example.com/");
    EXPECT_EQ(attributes.all().size(), 1U);
    attributes.set({webmail, "", ""});
    EXPECT_FALSE(attributes.has(webmail));
}

} // namespace
} // namespace fingerpost
