#include "protocol/pacc.hpp"

#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

std::string document(const Offer& offer) {
    const auto text = pacc_document(offer, "example.com");
    return text ? *text : "";
}

bool tells(const Offer& offer, const std::string& member) {
    return document(offer).find(member) != std::string::npos;
}

TEST(Pacc, tells_everything_a_domain_offers) {
    const auto response = render_pacc({test::rich_offer(), "example.com", std::nullopt});
    EXPECT_EQ(response->content_type, "application/json");
    test::expect_golden("pacc/full.json", response->body);
}

TEST(Pacc, the_record_is_the_digest_of_the_document) {
    // the bytes and the value were checked with other programs
    const std::string bytes =
        R"({"authentication":{"oauth-public":{"issuer":"https://auth.example.com/"},"password":true},)"
        R"("info":{"help":{"contact":["mailto:postmaster@example.com"],)"
        R"("documentation":"https://www.example.com/help/mail"},)"
        R"("provider":{"name":"Example Mail","shortName":"Example"}},)"
        R"("protocols":{"caldav":{"url":"https://dav.example.com/dav/"},)"
        R"("carddav":{"url":"https://dav.example.com/dav/"},"imap":{"host":"imap.example.com"},)"
        R"("jmap":{"url":"https://jmap.example.com/.well-known/jmap"},)"
        R"("pop3":{"host":"pop.example.com"},"smtp":{"host":"smtp.example.com"},)"
        R"("submit":{"host":"smtp.example.com"}}})";
    EXPECT_EQ(
        pacc_record(bytes), "v=UAAC1; a=sha256; d=h6a1SkO0AwvTd4zAsICr/yWObBf4X0H5aKi/t55Jocc="
    );
}

TEST(Pacc, the_same_settings_give_the_same_bytes) {
    EXPECT_EQ(document(test::rich_offer()), document(test::rich_offer()));
}

TEST(Pacc, the_document_that_is_held_is_the_one_that_is_served) {
    const auto offer = test::mail_offer();
    AccountSettings settings{offer, "example.com", std::nullopt};
    const std::string held = R"({"a":"%EMAILDOMAIN%"})";
    settings.held_pacc = &held;
    EXPECT_EQ(render_pacc(settings)->body, R"({"a":"example.com"})");
    const Offer nothing;
    AccountSettings withdrawn{nothing, "example.com", std::nullopt};
    withdrawn.held_pacc = &held;
    EXPECT_FALSE(render_pacc(withdrawn));
}

TEST(Pacc, leaves_out_what_needs_another_port_or_starttls) {
    auto offer = test::mail_offer();
    offer.servers[0].port = 1993;
    offer.servers[1].security = Security::starttls;
    EXPECT_EQ(document(offer), "");
    EXPECT_FALSE(offers_pacc(offer, "example.com"));
    offer.dav_servers = {test::sample_dav_server(DavService::caldav, "/dav/")};
    offer.dav_servers[0].port = 8443;
    EXPECT_EQ(document(offer), "");
    offer.dav_servers[0].port = 443;
    EXPECT_TRUE(tells(offer, R"("protocols":{"caldav":{"url":"https://dav.example.net/dav/"}})"));
}

TEST(Pacc, leaves_out_what_has_another_login_than_the_address) {
    auto offer = test::full_offer();
    for (auto& server : offer.servers)
        server.user_name = "%EMAILLOCALPART%";
    offer.dav_servers[0].user_name = "fred";
    offer.dav_servers[1].user_name = "";
    EXPECT_TRUE(tells(offer, R"("protocols":{"carddav":)"));
    offer.servers[0].user_name = "%EMAILLOCALPART%@%EMAILDOMAIN%";
    EXPECT_TRUE(tells(offer, R"("imap":{"host":"imap.example.net"})"));
}

TEST(Pacc, a_server_for_tokens_alone_needs_an_issuer) {
    auto offer = test::mail_offer();
    for (auto& server : offer.servers)
        server.authentication = Authentication::oauth2;
    EXPECT_EQ(document(offer), "");
    offer.attributes.set({AttributeId::oauth_issuer, "", "https://auth.example.net/"});
    EXPECT_TRUE(tells(
        offer,
        R"("authentication":{"oauth-public":{"issuer":"https://auth.example.net/"},"password":false})"
    ));
}

TEST(Pacc, a_path_for_each_user_is_cut_before_the_user) {
    Offer offer;
    offer.dav_servers = {
        test::sample_dav_server(DavService::caldav, "/dav/%EMAILADDRESS%/home/"),
        test::sample_dav_server(DavService::carddav, "/%EMAILADDRESS%/")};
    EXPECT_TRUE(tells(offer, R"("caldav":{"url":"https://dav.example.net/dav/"})"));
    EXPECT_FALSE(tells(offer, "carddav")) << "the root is no path of its own";
}

TEST(Pacc, names_fit_on_one_line_and_are_not_too_long) {
    auto offer = test::mail_offer();
    offer.provider_name = "Mail\n  of " + std::string(70, 'x');
    EXPECT_TRUE(tells(offer, R"("name":"Mail of )" + std::string(52, 'x') + '"'));
}

} // namespace
} // namespace fingerpost::protocol
