#include "trace/pox_reader.hpp"

#include "protocol/autodiscover.hpp"
#include "support/fake_outside.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

using test::pox_document;
using test::with;

const Address jane{"jane", "example.com"};

struct Row {
    const char* name;
    const PoxRules* rules;
};
const Row everyone[] = {
    {"outlook", &outlook_pox},
    {"thunderbird", &thunderbird_pox},
    {"fairemail", &fairemail_pox},
    {"deltachat", &delta_chat_pox}};

Result<PoxAnswer>
read(const PoxRules& rules, const std::string& document, const char* type = "text/xml") {
    return read_pox(rules, type, document, jane);
}

std::string who_refuses(const std::string& document) {
    std::string names;
    for (const auto& [name, rules] : everyone)
        if (!read(*rules, document)) names += std::string(names.empty() ? "" : " ") + name;
    return names;
}

std::string servers(const PoxRules& rules, const std::string& document) {
    const auto found = read(rules, document);
    return found ? summary(found->settings) : found.error().what;
}

} // namespace

TEST(PoxReader, the_request_is_one_that_servers_read) {
    Request request;
    request.method = "POST";
    request.body = pox_request(jane);
    const auto question = protocol::parse_autodiscover(request);
    ASSERT_TRUE(question) << question.error().what;
    EXPECT_EQ(question->address, jane);
}

TEST(PoxReader, a_careful_document_pleases_every_client) {
    EXPECT_EQ(who_refuses(pox_document), "");
    constexpr auto careful =
        "imap imap.example.com port 993, TLS; smtp smtp.example.com port 587, STARTTLS";
    for (const auto* rules : {&outlook_pox, &thunderbird_pox, &fairemail_pox})
        EXPECT_EQ(servers(*rules, pox_document), careful);
    EXPECT_EQ(
        servers(delta_chat_pox, pox_document),
        "imap imap.example.com port 993, TLS; smtp smtp.example.com port 587, TLS"
    );
}

TEST(PoxReader, only_thunderbird_looks_at_the_content_type) {
    EXPECT_FALSE(read(thunderbird_pox, pox_document, "text/html"));
    EXPECT_TRUE(read(outlook_pox, pox_document, "text/html"));
}

TEST(PoxReader, tls_is_known_by_words_or_by_ports) {
    auto odd = with(pox_document, "<Port>993<", "<Port>1993<");
    odd = with(odd, "<Encryption>SSL<", "<Encryption>TLS<");
    EXPECT_NE(servers(outlook_pox, odd).find("1993, STARTTLS"), std::string::npos);
    EXPECT_NE(servers(thunderbird_pox, odd).find("1993, TLS"), std::string::npos);
    auto bare =
        with(pox_document, "<SSL>on</SSL><Encryption>SSL<", "<SSL>off</SSL><Encryption>None<");
    EXPECT_NE(servers(outlook_pox, bare).find("993, no TLS"), std::string::npos);
    EXPECT_NE(servers(thunderbird_pox, bare).find("993, no TLS"), std::string::npos);
    EXPECT_NE(servers(delta_chat_pox, bare).find("993, no TLS"), std::string::npos);
}

TEST(PoxReader, a_missing_port_is_filled_in_by_outlook_alone) {
    const auto none = with(pox_document, "<Port>993</Port>", "");
    EXPECT_EQ(who_refuses(none), "thunderbird fairemail deltachat");
    EXPECT_EQ(
        servers(thunderbird_pox, none), "no usable Protocol of type IMAP POP3: IMAP: no port"
    );
}

TEST(PoxReader, a_missing_login_is_the_address_or_its_local_part) {
    const auto none = with(pox_document, "<LoginName>jane@example.com</LoginName>", "");
    EXPECT_EQ(read(outlook_pox, none)->settings.incoming->user_name, "jane");
    EXPECT_EQ(read(thunderbird_pox, none)->settings.incoming->user_name, "jane@example.com");
    const auto other = with(pox_document, "<LoginName>jane@example.com<", "<LoginName>j2<");
    EXPECT_EQ(read(outlook_pox, other)->settings.incoming->user_name, "j2");
    EXPECT_EQ(read(fairemail_pox, other)->settings.incoming->user_name, "jane@example.com");
}

TEST(PoxReader, spa_is_on_unless_it_is_off) {
    const auto silent = with(pox_document, "<SPA>off</SPA>", "");
    EXPECT_EQ(read(outlook_pox, silent)->settings.incoming->authentication, "SPA");
    EXPECT_EQ(read(outlook_pox, pox_document)->settings.incoming->authentication, "password");
}

TEST(PoxReader, fairemail_wants_type_and_action_first) {
    auto late = with(pox_document, "<AccountType>email</AccountType>", "");
    late = with(late, "</Account>", "<AccountType>email</AccountType></Account>");
    EXPECT_EQ(who_refuses(late), "fairemail");
}

TEST(PoxReader, one_direction_is_refused) {
    const auto no_smtp = with(pox_document, "<Type>SMTP<", "<Type>EXCH<");
    EXPECT_EQ(who_refuses(no_smtp), "outlook thunderbird fairemail deltachat");
    EXPECT_EQ(servers(outlook_pox, no_smtp), "no usable Protocol of type SMTP");
}

TEST(PoxReader, an_error_is_told_with_its_code) {
    const std::string error =
        "<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>nobody</Message></Error>"
        "</Response></Autodiscover>";
    EXPECT_EQ(servers(outlook_pox, error), "error 500: nobody");
}

TEST(PoxReader, redirections_are_followed_by_some) {
    const std::string to_url =
        "<Autodiscover><Response><Account><AccountType>email</AccountType><Action>redirectUrl</"
        "Action>"
        "<RedirectUrl>https://x.example/a.xml</RedirectUrl></Account></Response></Autodiscover>";
    EXPECT_EQ(read(outlook_pox, to_url)->redirect_url, "https://x.example/a.xml");
    EXPECT_FALSE(read(thunderbird_pox, to_url));
    auto to_address = with(to_url, "redirectUrl<", "redirectAddr<");
    to_address = with(
        to_address,
        "<RedirectUrl>https://x.example/a.xml</RedirectUrl>",
        "<RedirectAddr>jane@x.example</RedirectAddr>"
    );
    EXPECT_EQ(read(outlook_pox, to_address)->redirect_address, "jane@x.example");
}

TEST(PoxReader, what_is_no_document_pleases_nobody) {
    for (const auto* text :
         {"", "<html/>", "<Autodiscover/>", "<Autodiscover><Response/></Autodiscover>"})
        EXPECT_EQ(who_refuses(text), "outlook thunderbird fairemail deltachat") << text;
}

} // namespace fingerpost::trace
