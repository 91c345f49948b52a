#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

class AccountShow : public testing::Test, public test::DatabaseCommandLine {
protected:
    AccountShow() { fill(); }
};

TEST_F(AccountShow, is_text_to_send_to_somebody) {
    const auto text = done({"account", "show", "jane@example.com"});
    EXPECT_TRUE(text.starts_with("Settings for jane@example.com\n")) << text;
    EXPECT_NE(text.find("  Server: imap.example.net\n  Port: 993\n"), text.npos) << text;
    const auto german = done({"account", "show", "jane@example.com", "--lang=de"});
    EXPECT_TRUE(german.starts_with("Einstellungen für jane@example.com\n")) << german;
}

TEST_F(AccountShow, is_json_and_html_too) {
    done({"attribute", "set", "--provider=1", "webmail", "https://mail.%EMAILDOMAIN%/"});
    const auto object = json({"account", "show", "jane@example.com"});
    EXPECT_EQ(object.at("servers").at(0).at("user_name"), "jane@example.com");
    EXPECT_EQ(object.at("attributes").at("webmail"), "https://mail.example.com/");
    const auto html = done({"account", "show", "jane@example.com", "--format=html"});
    EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
}

TEST_F(AccountShow, says_what_is_wrong) {
    EXPECT_EQ(
        refused({"account", "show", "jane@stranger.test"}),
        "fingerpost: nobody serves stranger.test; see: fingerpost domain list\n"
    );
    EXPECT_EQ(
        refused({"account", "show", "jane@example.com", "--format=pdf"}),
        "fingerpost: --format is text, json or html\n"
    );
    EXPECT_FALSE(refused({"account", "show", "jane"}).empty());
}

} // namespace
} // namespace fingerpost::cli
