#include "protocol/mobileconfig.hpp"

#include "base/text.hpp"
#include "protocol/profile_payload.hpp"
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

/// What the question's addresses are answered where all their domains offer the same.
Result<Response> answer(const Offer& offer, const Question& question) {
    std::vector<Found> found;
    const auto add = [&](const Address& address) {
        found.emplace_back(AccountSettings{offer, address.domain, address, question.display_name});
    };
    add(*question.address);
    for (const auto& other : question.others)
        add(other);
    return render_mobileconfig(question, found);
}

Result<Response> answer(const Offer& offer, const std::string& query) {
    return answer(offer, ask(query).value());
}

std::string profile(const Offer& offer, const std::string& query) {
    return answer(offer, query)->body;
}

std::string profile(const Offer& offer, const Address& address = fred) {
    return profile(offer, "name=Fred%20Example&emailaddress=" + percent_encoded(address.str()));
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Offer offer_with(AttributeId id, std::string value, Offer offer = test::full_offer()) {
    offer.attributes.set({id, "", std::move(value)});
    return offer;
}

Offer exchange_offer(Offer offer = test::full_offer()) {
    return offer_with(
        AttributeId::activesync, "https://eas.%EMAILDOMAIN%/Microsoft-Server-ActiveSync", offer
    );
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
    EXPECT_EQ(ask("emailaddress=fred@example.com&name=C%2B%2B")->display_name, "C++");
}

TEST(Mobileconfig, is_asked_for_several_addresses_each_once) {
    const auto question = ask(
        "emailaddress=fred@example.com&emailaddress=b+c@example.net&emailaddress=Fred@example.com"
        "&emailaddress="
    );
    EXPECT_EQ(question->address, fred);
    EXPECT_EQ(question->others, (std::vector{Address{"b+c", "example.net"}}));
    std::string query;
    for (std::size_t i = 0; i < profile_addresses_max; ++i)
        query += "emailaddress=a" + std::to_string(i) + "@example.com&";
    EXPECT_EQ(ask(query)->others.size(), profile_addresses_max - 1);
    EXPECT_TRUE(holds(ask(query + "emailaddress=b@example.com").error().what, "8 addresses"));
}

TEST(Mobileconfig, is_asked_for_kinds_in_any_order) {
    const std::string fred_asks = "emailaddress=fred@example.com&";
    EXPECT_EQ(
        ask(fred_asks + "kinds=LDAP,%20mail,mail")->wanted,
        (std::vector<std::string>{"mail", "ldap"})
    );
    EXPECT_TRUE(ask(fred_asks + "kinds=")->wanted.empty());
    EXPECT_TRUE(
        holds(ask(fred_asks + "kinds=imap").error().what, "mail, caldav, carddav, eas, ldap")
    );
    EXPECT_EQ(ask(fred_asks + "device=mac")->wanted, std::vector<std::string>{"mac"});
    EXPECT_FALSE(ask(fred_asks + "device=windows"));
}

TEST(Mobileconfig, takes_no_password_in_a_url) {
    for (const char* key :
         {"password", "Password", "pw", "imap_passwd", "pass%77ord", "PASSWORT"}) {
        const auto refused = ask("emailaddress=fred@example.com&" + std::string(key) + "=secret");
        ASSERT_FALSE(refused) << key;
        EXPECT_EQ(refused.error().code, Errc::bad_request);
        EXPECT_FALSE(holds(refused.error().what, "secret"));
    }
    EXPECT_TRUE(ask("emailaddress=fred@example.com&name=password&utm_source=x"));
}

TEST(Mobileconfig, holds_mail_calendar_and_contacts) {
    test::expect_golden("mobileconfig/full.mobileconfig", profile(test::full_offer()));
}

TEST(Mobileconfig, holds_several_accounts) {
    test::expect_golden(
        "mobileconfig/several.mobileconfig",
        profile(
            test::mail_offer(),
            "emailaddress=fred@example.com&emailaddress=jane@example.net&name=Fred%20Example"
        )
    );
}

TEST(Mobileconfig, holds_exchange_and_a_directory_where_asked) {
    const auto offer = offer_with(
        AttributeId::ldap,
        "ldaps://ldap.%EMAILDOMAIN%/ou=people,dc=example,dc=com??one",
        exchange_offer()
    );
    test::expect_golden(
        "mobileconfig/exchange.mobileconfig",
        profile(offer, "emailaddress=fred@example.com&kinds=eas,ldap")
    );
}

TEST(Mobileconfig, is_one_profile_whatever_the_order_of_its_addresses) {
    const auto identifier = [](const std::string& query) {
        const auto text = profile(test::mail_offer(), query);
        return text.substr(text.find("com.example."), 53);
    };
    const std::string one = "emailaddress=fred@example.com";
    const std::string two = "emailaddress=jane@example.net";
    EXPECT_EQ(identifier(one + '&' + two), identifier(two + '&' + one));
    EXPECT_NE(identifier(one + '&' + two), identifier(one));
    EXPECT_EQ(identifier(one + "&kinds=mail"), identifier(one));
}

TEST(Mobileconfig, names_addresses_nobody_serves_by_their_position) {
    const auto offer = test::mail_offer();
    const auto question =
        ask("emailaddress=fred@example.com&emailaddress=a@b.test&emailaddress=c@d.test").value();
    const Error none{Errc::not_found, "none"};
    const std::vector<Found> found{AccountSettings{offer, "example.com", fred}, none, none};
    const auto refused = render_mobileconfig(question, found);
    EXPECT_EQ(refused.error().code, Errc::not_found);
    EXPECT_TRUE(holds(refused.error().what, "number 2, 3")) << refused.error().what;
    EXPECT_FALSE(holds(refused.error().what, "b.test"));
    const auto response = refuse_mobileconfig({}, refused.error(), {});
    EXPECT_EQ(response.status, 404);
    EXPECT_TRUE(holds(response.body, "number 2, 3"));
}

TEST(Mobileconfig, offers_exchange_by_itself_only_in_place_of_imap) {
    EXPECT_FALSE(holds(profile(exchange_offer()), "eas.account"));
    auto offer = exchange_offer();
    offer.servers.erase(offer.servers.begin());
    const auto text = profile(offer);
    EXPECT_TRUE(holds(text, "eas.account"));
    EXPECT_FALSE(holds(text, "mail.managed")); // mail by POP3 as well would come twice
    EXPECT_TRUE(holds(text, "EnableCalendars</key>\n\t\t\t\t<false/>"));
    EXPECT_TRUE(holds(profile(offer, "emailaddress=fred@example.com&device=mac"), "mail.managed"));
    EXPECT_FALSE(holds(profile(offer, "emailaddress=fred@example.com&kinds=eas"), "EnableCalendars")
    );
    offer = offer_with(AttributeId::activesync, "https://eas.example.com:8443/x", offer);
    EXPECT_TRUE(holds(profile(offer), "<string>eas.example.com:8443</string>"));
}

TEST(Mobileconfig, says_when_none_of_the_asked_kinds_is_offered) {
    const auto refused = answer(test::full_offer(), "emailaddress=fred@example.com&kinds=eas,ldap");
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    // the payload has no key for a port
    const auto odd = offer_with(AttributeId::ldap, "ldap://ldap.example.com:3890/dc=x");
    EXPECT_FALSE(answer(odd, "emailaddress=fred@example.com&kinds=ldap"));
    const auto usual = offer_with(AttributeId::ldap, "ldap://ldap.example.com:389");
    EXPECT_FALSE(holds(profile(usual, "emailaddress=fred@example.com&kinds=ldap"), "SearchSettings")
    );
}

TEST(Mobileconfig, leaves_out_what_a_mac_has_no_key_for) {
    const auto text = profile(exchange_offer(), "emailaddress=fred@example.com&device=mac");
    EXPECT_FALSE(holds(text, "CardDAVPrincipalURL"));
    EXPECT_TRUE(holds(text, "CalDAVPrincipalURL"));
    EXPECT_TRUE(holds(text, "CardDAVHostName"));
    EXPECT_FALSE(answer(exchange_offer(), "emailaddress=fred@example.com&device=mac&kinds=eas"));
}

TEST(Mobileconfig, fills_in_the_host_and_the_path_of_a_dav_server) {
    auto offer = test::mail_offer();
    auto server = test::sample_dav_server(DavService::caldav, "/u/%EMAILADDRESS%/");
    server.host = "dav.%EMAILDOMAIN%";
    offer.dav_servers = {server};
    const auto text = profile(offer, Address{"a/b?c+d", "example.com"});
    EXPECT_TRUE(holds(text, "<string>dav.example.com</string>"));
    EXPECT_TRUE(holds(text, "<string>/u/a%2Fb%3Fc+d@example.com/</string>"));
}

TEST(Mobileconfig, prefers_implicit_tls_whatever_the_order) {
    auto offer = test::mail_offer();
    offer.servers.insert(
        offer.servers.begin(), test::sample_server(Service::imap, Security::starttls, 143, "s.test")
    );
    EXPECT_FALSE(holds(profile(offer), "s.test"));
}

TEST(Mobileconfig, is_the_same_at_every_download) {
    EXPECT_EQ(profile(test::full_offer()), profile(test::full_offer()));
    const auto other = profile(test::full_offer(), Address{"jane", "example.com"});
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
    const auto nothing = answer(offer, "emailaddress=fred@example.com");
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
    Question question;
    question.address = Address{"a\"b\r\n+c", "example.com"};
    const auto response = answer(offer, question);
    EXPECT_EQ(response->content_type, "application/x-apple-aspen-config");
    EXPECT_EQ(response->headers[0].second, "no-store");
    EXPECT_EQ(
        response->headers[1].second, "attachment; filename=\"a_b___c-at-example.com.mobileconfig\""
    );
}

} // namespace
} // namespace fingerpost::protocol
