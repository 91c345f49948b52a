#include "protocol/autoconfig.hpp"

#include "protocol/xml.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};

Request get(std::string host, std::string query) {
    Request request;
    request.host = std::move(host);
    request.query = std::move(query);
    return request;
}

XmlElement provider_of(const Offer& offer, std::optional<Address> address = fred) {
    const auto response = render_autoconfig({offer, "example.com", std::move(address)});
    return *parse_xml(response->body)->child("emailProvider");
}

TEST(Autoconfig, takes_the_address_in_every_spelling_clients_send) {
    for (const char* query :
         {"emailaddress=fred%40example.com",
          "emailaddress=fred@example.com",
          "emailaddress=fred@EXAMPLE.com&emailmd5=00112233445566778899aabbccddeeff"})
        EXPECT_EQ(parse_autoconfig(get("", query))->address, fred) << query;
    EXPECT_EQ(
        parse_autoconfig(get("", "emailaddress=o'neil+tag@example.com"))->address->local,
        "o'neil+tag"
    );
    EXPECT_EQ(
        parse_autoconfig(get("", "emailaddress=EVOLUTIONUSER%40example.com&emailmd5=x"))
            ->address->local,
        "EVOLUTIONUSER"
    );
    EXPECT_EQ(
        parse_autoconfig(get("", "emailaddress=fred@bücher.example"))->address->domain,
        "xn--bcher-kva.example"
    );
}

TEST(Autoconfig, falls_back_to_the_host_that_was_called) {
    for (const char* host : {"autoconfig.example.com", "example.com", "www.example.com"}) {
        const auto question = parse_autoconfig(get(host, ""));
        EXPECT_EQ(question->host_domain, "example.com") << host;
        EXPECT_FALSE(question->address);
    }
    EXPECT_FALSE(parse_autoconfig(get("autoconfig.example.com", "emailaddress=fred"))->address);
}

TEST(Autoconfig, refuses_a_request_about_no_domain) {
    for (const char* host : {"", "127.0.0.1", "::1", "autoconfig."})
        EXPECT_EQ(parse_autoconfig(get(host, "")).error().code, Errc::bad_request) << host;
}

TEST(Autoconfig, renders_what_every_client_accepts) {
    const auto offer = test::full_offer();
    const auto response = render_autoconfig({offer, "example.com", fred});
    EXPECT_EQ(response->content_type, "text/xml; charset=utf-8");
    test::expect_golden("autoconfig/full.xml", response->body);
}

TEST(Autoconfig, renders_all_that_a_domain_can_offer) {
    const auto offer = test::rich_offer();
    const auto response = render_autoconfig({offer, "example.com", fred});
    test::expect_golden("autoconfig/rich.xml", response->body);
}

TEST(Autoconfig, calls_itself_1_2_where_it_holds_what_1_2_brought) {
    const auto version = [](const Offer& offer) {
        const auto response = render_autoconfig({offer, "example.com", fred});
        return std::string(parse_xml(response->body)->attribute("version"));
    };
    auto offer = test::mail_offer();
    offer.attributes.set({AttributeId::webmail, "", "https://webmail.example.net/"});
    EXPECT_EQ(version(offer), "1.1");
    EXPECT_EQ(version(test::full_offer()), "1.2");
}

/// The words of <authentication> of the first server, with blanks between them.
std::string logins_of(const Offer& offer) {
    std::string words;
    const auto provider = provider_of(offer);
    for (const auto& child : provider.child("incomingServer")->children)
        if (child.name == "authentication")
            words.append(words.empty() ? "" : " ").append(child.text);
    return words;
}

TEST(Autoconfig, a_token_stands_before_the_password_where_every_client_can_get_one) {
    auto offer = test::mail_offer();
    auto twin = offer.servers[0];
    twin.authentication = Authentication::oauth2;
    offer.servers.push_back(twin);
    EXPECT_EQ(logins_of(offer), "password-cleartext");
    std::swap(offer.servers.front(), offer.servers.back());
    EXPECT_EQ(logins_of(offer), "password-cleartext");
    offer.attributes.set({AttributeId::oauth_issuer, "", "https://auth.example.net/"});
    EXPECT_EQ(logins_of(offer), "OAuth2 password-cleartext");
    offer.servers.pop_back();
    EXPECT_EQ(logins_of(offer), "OAuth2");
    offer.attributes.set({AttributeId::oauth_issuer, "", ""});
    EXPECT_EQ(logins_of(offer), "OAuth2") << "there is nothing else";
}

TEST(Autoconfig, the_name_is_in_the_reader_s_language) {
    auto offer = test::mail_offer();
    offer.attributes.set({AttributeId::display_name, "", "Mail"});
    AccountSettings settings{offer, "example.com", fred};
    settings.accept_language = "de-AT, en;q=0.5";
    EXPECT_EQ(render_autoconfig(settings)->headers.size(), 1U) << "there is only one name";
    offer.attributes.set({AttributeId::display_name, "de", "Post"});
    const auto german = render_autoconfig(settings);
    EXPECT_NE(german->body.find("<displayName>Post<"), std::string::npos);
    EXPECT_EQ(german->headers.at(1).first, "Vary");
    settings.accept_language = "fr";
    EXPECT_NE(render_autoconfig(settings)->body.find("<displayName>Mail<"), std::string::npos);
}

TEST(Autoconfig, leaves_placeholders_to_the_client_when_it_did_not_say_who_asks) {
    auto offer = test::mail_offer();
    offer.servers[0].user_name = "%EMAILLOCALPART%+%EMAILDOMAIN%";
    const auto provider = provider_of(offer, std::nullopt);
    EXPECT_EQ(
        provider.child("incomingServer")->child_text("username"), "%EMAILLOCALPART%+example.com"
    );
    EXPECT_EQ(provider.child("outgoingServer")->child_text("username"), "%EMAILADDRESS%");
    EXPECT_EQ(provider.attribute("id"), "example.com");
}

TEST(Autoconfig, escapes_what_the_address_brings) {
    const auto offer = test::mail_offer();
    const Address odd{"a\"<b>&'c", "example.com"};
    const auto response = render_autoconfig({offer, "example.com", odd});
    EXPECT_EQ(response->body.find("<b>"), std::string::npos);
    const auto provider = provider_of(offer, odd);
    EXPECT_EQ(provider.child("incomingServer")->child_text("username"), odd.str());
}

TEST(Autoconfig, never_says_plain_where_a_client_would_drop_the_document) {
    auto offer = test::mail_offer();
    offer.servers.push_back(test::sample_server(Service::imap, Security::none, 143, "old.test"));
    offer.servers.push_back(test::sample_server(Service::submission, Security::none, 25, "old.test")
    );
    const auto response = render_autoconfig({offer, "example.com", fred});
    EXPECT_EQ(response->body.find("plain"), std::string::npos);
}

TEST(Autoconfig, server_elements_carry_no_attribute_but_their_type) {
    for (const auto& child : provider_of(test::rich_offer()).children)
        if (child.name.ends_with("Server")) {
            EXPECT_EQ(child.attributes.size(), 1U) << child.name;
        }
}

TEST(Autoconfig, all_user_names_of_a_document_are_the_mail_account_s) {
    auto offer = test::full_offer();
    offer.dav_servers[0].user_name = "%EMAILLOCALPART%";
    offer.dav_servers[1].user_name = "";
    auto filters = test::sample_server(Service::managesieve, Security::starttls, 4190, "x.test");
    filters.user_name = "%EMAILLOCALPART%";
    offer.servers.push_back(filters);
    const auto response = render_autoconfig({offer, "example.com", fred});
    const auto root = parse_xml(response->body);
    EXPECT_EQ(root->child("setupServer"), nullptr);
    EXPECT_EQ(root->child("calendar"), nullptr);
    EXPECT_EQ(root->child("addressbook")->child_text("username"), "fred@example.com");
}

TEST(Autoconfig, cuts_long_names_between_characters) {
    auto offer = test::mail_offer();
    offer.provider_name = std::string(59, 'x') + "éé";
    offer.provider_short_name = "";
    const auto provider = provider_of(offer);
    EXPECT_EQ(provider.child_text("displayName"), std::string(59, 'x') + "é");
    EXPECT_EQ(provider.child_text("displayShortName"), std::string(20, 'x'));
}

TEST(Autoconfig, sends_clients_on_where_no_mail_is_offered) {
    const Offer nothing;
    EXPECT_EQ(render_autoconfig({nothing, "example.com", fred}).error().code, Errc::not_found);
}

TEST(Autoconfig, is_cached_only_where_it_names_nobody) {
    const auto offer = test::mail_offer();
    EXPECT_EQ(render_autoconfig({offer, "example.com", fred})->headers[0].second, "private");
    EXPECT_EQ(
        render_autoconfig({offer, "example.com", {}})->headers[0].second, "public, max-age=300"
    );
}

} // namespace
} // namespace fingerpost::protocol
