#include "protocol/mobileconfig.hpp"

#include "protocol/uuid.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};

Result<Question> ask(std::string query) {
    Request request;
    request.host = "example.com";
    request.query = std::move(query);
    return parse_mobileconfig(request);
}

std::string profile(const Offer& offer, const Address& address = fred) {
    return render_mobileconfig({offer, address.domain, address, "Fred Example"})->body;
}

TEST(Uuid, of_a_url_is_version_5) {
    const std::string name = "https://mail.example.com/mobileconfig/fred@example.com";
    EXPECT_EQ(url_uuid(name), "DF4ABDD7-86E2-5EBB-A92D-F07CCDFAD4DF");
    EXPECT_EQ(url_uuid(name + "#email"), "588B714D-7605-5DF5-AB01-633DF334E1ED");
    EXPECT_EQ(url_uuid(name + "#caldav"), "36AC3971-E584-5A28-8590-001C771D9B73");
    EXPECT_EQ(url_uuid(name + "#carddav"), "B28A61F1-0C64-5169-BAC7-57080CD9FFD9");
}

TEST(Mobileconfig, needs_an_address) {
    EXPECT_EQ(ask("").error().what, "Missing request argument \"emailaddress\"");
    EXPECT_FALSE(ask("emailaddress="));
    EXPECT_FALSE(ask("emailaddress=fred"));
    const auto question = ask("emailaddress=fred@example.com&name=Fred+Example%20Jr");
    EXPECT_EQ(question->address, fred);
    EXPECT_EQ(question->display_name, "Fred Example Jr");
}

TEST(Mobileconfig, holds_mail_calendar_and_contacts) {
    test::expect_golden("mobileconfig/full.mobileconfig", profile(test::full_offer()));
}

TEST(Mobileconfig, is_the_same_at_every_download) {
    EXPECT_EQ(profile(test::full_offer()), profile(test::full_offer()));
    const auto other = profile(test::full_offer(), {"jane", "example.com"});
    const auto uuid = url_uuid("https://example.com/mobileconfig/fred@example.com");
    EXPECT_NE(profile(test::full_offer()).find(uuid), std::string::npos);
    EXPECT_EQ(other.find(uuid), std::string::npos);
}

TEST(Mobileconfig, takes_pop_where_there_is_no_imap) {
    auto offer = test::full_offer();
    offer.servers.erase(offer.servers.begin());
    const auto text = profile(offer);
    EXPECT_NE(text.find("EmailTypePOP"), std::string::npos);
    EXPECT_NE(text.find("pop.example.net"), std::string::npos);
}

TEST(Mobileconfig, leaves_out_a_login_it_has_no_word_for) {
    auto offer = test::full_offer();
    for (auto& server : offer.servers)
        server.authentication = Authentication::oauth2;
    EXPECT_EQ(profile(offer).find("com.apple.mail.managed"), std::string::npos);
    offer.dav_servers.clear();
    const auto nothing = render_mobileconfig({offer, "example.com", fred});
    EXPECT_EQ(nothing.error().code, Errc::unavailable);
}

TEST(Mobileconfig, prefers_a_protected_server) {
    auto offer = test::mail_offer();
    offer.servers.insert(
        offer.servers.begin(), test::sample_server(Service::imap, Security::none, 143, "old.test")
    );
    EXPECT_EQ(profile(offer).find("old.test"), std::string::npos);
}

TEST(Mobileconfig, is_offered_as_a_file_for_this_address_and_never_stored) {
    const auto offer = test::mail_offer();
    const auto response =
        render_mobileconfig({offer, "example.com", Address{"a\"b\r\n+c", "example.com"}});
    EXPECT_EQ(response->content_type, "application/x-apple-aspen-config");
    EXPECT_EQ(response->headers[0].second, "no-store");
    EXPECT_EQ(
        response->headers[1].second, "attachment; filename=\"a_b___c-at-example.com.mobileconfig\""
    );
}

} // namespace
} // namespace fingerpost::protocol
