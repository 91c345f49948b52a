#include "pages/manual_settings.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::pages {
namespace {

const Address jane{"jane", "example.com"};

TEST(ManualSettings, are_what_documents_tell) {
    const auto offer = test::full_offer();
    const auto all = manual_settings({offer, "example.com", jane}, Language::en);
    ASSERT_EQ(all.size(), 6U); // IMAP, POP3, two submission, calendars, contacts
    EXPECT_EQ(all[0].title, Text::imap_title);
    EXPECT_EQ(all[0].lines[0].value, "imap.example.net");
    EXPECT_EQ(all[0].lines[3].value, "jane@example.com");
    EXPECT_EQ(all[4].lines[0].value, "https://dav.example.net/dav/");
}

TEST(ManualSettings, name_the_address_where_nobody_is_known) {
    const auto offer = test::mail_offer();
    const auto all = manual_settings({offer, "example.com", std::nullopt}, Language::de);
    EXPECT_EQ(all[0].lines[3].value, "Ihre E-Mail-Adresse");
}

TEST(ManualSettings, add_what_attributes_tell) {
    auto offer = test::mail_offer();
    offer.attributes.set({AttributeId::file_share, "", "https://files.%EMAILDOMAIN%/"});
    const auto all = manual_settings({offer, "example.com", jane}, Language::en);
    EXPECT_EQ(all.back().title, Text::files_title);
    EXPECT_EQ(all.back().lines[0].value, "https://files.example.com/");
}

TEST(ManualSettings, are_text_for_a_help_desk) {
    const auto offer = test::mail_offer();
    EXPECT_EQ(
        manual_text({offer, "example.com", jane}, Language::en),
        "Settings for jane@example.com\n"
        "\n"
        "Incoming mail (IMAP)\n"
        "  Server: imap.example.net\n"
        "  Port: 993\n"
        "  Security: SSL/TLS\n"
        "  User name: jane@example.com\n"
        "  Authentication: password\n"
        "\n"
        "Outgoing mail (SMTP)\n"
        "  Server: smtp.example.net\n"
        "  Port: 465\n"
        "  Security: SSL/TLS\n"
        "  User name: jane@example.com\n"
        "  Authentication: password\n"
    );
}

TEST(ManualSettings, are_a_document_to_print) {
    const auto offer = test::mail_offer();
    const auto html =
        manual_document({offer, "example.com", Address{"a<b", "example.com"}}, Language::fr);
    EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
    EXPECT_NE(html.find("<td>a&lt;b@example.com</td>"), std::string::npos);
}

} // namespace
} // namespace fingerpost::pages
