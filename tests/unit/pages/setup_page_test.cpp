#include "pages/setup_page.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fingerpost::pages {
namespace {

class SetupPage : public testing::Test {
protected:
    SetupPage() {
        request_.host = "autoconfig.example.com";
        request_.path = "/setup";
    }

    /// As the daemon answers: example.com is served.
    Response answered() {
        const auto question = parse_setup(request_);
        if (!question) return refuse_setup(request_, question.error(), {});
        const auto& domain = question->address ? question->address->domain : question->host_domain;
        if (domain != "example.com") {
            const protocol::Found none = Error{Errc::not_found, "nobody serves this domain"};
            return render_setup(*question, {&none, 1}).value();
        }
        const protocol::Found found = AccountSettings{offer_, domain, question->address};
        return render_setup(*question, {&found, 1}).value();
    }
    std::string page(std::string query) {
        request_.query = std::move(query);
        return answered().body;
    }
    bool shows(std::string_view words) { return answered().body.find(words) != std::string::npos; }

    Offer offer_ = test::full_offer();
    Request request_;
};

TEST_F(SetupPage, asks_for_the_address) {
    EXPECT_TRUE(shows("<form action=\"/setup\" method=\"get\">"));
    EXPECT_TRUE(shows("Example &amp; Sons"));
    EXPECT_FALSE(shows("role=\"alert\""));
    request_.host = "mail.stranger.test";
    EXPECT_EQ(answered().status, 200);
    EXPECT_FALSE(shows("Example &amp; Sons"));
}

TEST_F(SetupPage, stands_at_the_root_of_autoconfig_hosts_only) {
    request_.path = "/";
    EXPECT_EQ(answered().status, 200);
    request_.host = "www.example.com";
    EXPECT_EQ(answered().status, 404);
    EXPECT_EQ(answered().body, "no such document\n");
}

TEST_F(SetupPage, shows_the_settings_of_an_address) {
    request_.query = "emailaddress=jane@example.com";
    EXPECT_EQ(answered().status, 200);
    for (const auto* words :
         {"<code>imap.example.net</code>",
          "<code>993</code>",
          "<code>jane@example.com</code>",
          "href=\"/mobileconfig/?emailaddress=jane%40example.com\"",
          "src=\"/mobileconfig/qr.svg?emailaddress=jane%40example.com\"",
          "DAVx⁵"})
        EXPECT_TRUE(shows(words)) << words;
}

TEST_F(SetupPage, says_what_is_wrong_with_an_address) {
    request_.query = "emailaddress=nobody";
    EXPECT_EQ(answered().status, 400);
    EXPECT_TRUE(shows("value=\"nobody\""));
    EXPECT_TRUE(shows("role=\"alert\""));
    request_.query = "emailaddress=jane@stranger.test";
    EXPECT_EQ(answered().status, 404);
    EXPECT_TRUE(shows("after the @"));
    offer_ = Offer();
    request_.query = "emailaddress=jane@example.com";
    EXPECT_EQ(answered().status, 404);
}

TEST_F(SetupPage, speaks_the_readers_language) {
    request_.accept_language = "fr-CH, de;q=0.8";
    EXPECT_TRUE(shows("<html lang=\"fr\">"));
    request_.query = "lang=el";
    EXPECT_TRUE(shows("<html lang=\"el\">"));
    EXPECT_TRUE(shows("Διεύθυνση"));
}

TEST_F(SetupPage, wears_what_the_operator_set) {
    for (const auto& [id, value] : std::vector<std::pair<AttributeId, std::string>>{
             {AttributeId::display_name, "Beispiel & Söhne"},
             {AttributeId::colour, "#1a6b4f"},
             {AttributeId::page_logo, "data:image/png;base64,AAAA"},
             {AttributeId::help_text, "Call <100>"},
             {AttributeId::webmail, "https://mail.%EMAILDOMAIN%/?a=b&c"},
             {AttributeId::enable, "https://www.example.com/enable"}})
        offer_.attributes.set({id, "", value});
    offer_.attributes.set({AttributeId::help_text, "de", "Telefon 100"});
    request_.query = "emailaddress=jane@example.com";
    for (const auto* words :
         {"Beispiel &amp; Söhne",
          "/setup/style.css?colour=1a6b4f",
          "src=\"data:image/png;base64,AAAA\"",
          "Call &lt;100&gt;",
          "https://mail.example.com/?a=b&amp;c",
          "href=\"https://www.example.com/enable\""})
        EXPECT_TRUE(shows(words)) << words;
    request_.query += "&lang=de";
    EXPECT_TRUE(shows("Telefon 100"));
}

TEST_F(SetupPage, loads_nothing_from_elsewhere) {
    const auto response = answered();
    const auto policy = std::ranges::find_if(response.headers, [](const auto& header) {
        return header.first == "Content-Security-Policy";
    });
    ASSERT_NE(policy, response.headers.end());
    EXPECT_TRUE(policy->second.starts_with("default-src 'none'"));
    EXPECT_EQ(policy->second.find("unsafe"), std::string::npos);
    EXPECT_EQ(page("emailaddress=jane@example.com").find("src=\"http"), std::string::npos);
}

TEST_F(SetupPage, shows_hostile_input_as_text) {
    request_.query = "emailaddress=%3Cscript%3E%22&lang=%3Cb%3E";
    EXPECT_FALSE(shows("<script>\""));
    request_.query = "emailaddress=" + std::string(5000, 'x');
    EXPECT_LT(answered().body.size(), 4000U);
}

} // namespace
} // namespace fingerpost::pages
