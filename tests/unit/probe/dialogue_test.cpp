// What servers of many makes say, as they say it.

#include "probe/dialogue.hpp"

#include "probe/lines.hpp"

#include <gtest/gtest.h>

namespace fingerpost::probe {

namespace {

using Words = std::vector<std::string>;

struct Heard {
    Progress progress = Progress::more;
    Capabilities capabilities;
};

/// Up to the line that ends the answer.
Heard hear(Listener listener, bool with_literals, const std::string& transcript) {
    Heard heard;
    Lines lines(with_literals);
    EXPECT_TRUE(lines.feed(transcript));
    for (auto line = lines.next(); line && *line; line = lines.next()) {
        heard.progress = listener(**line, heard.capabilities);
        if (heard.progress != Progress::more) break;
    }
    EXPECT_EQ(lines.rest(), "");
    return heard;
}

Heard capabilities(Dialogue dialogue, const std::string& transcript) {
    return hear(script(dialogue).capabilities, script(dialogue).with_literals, transcript);
}

Progress greeting(Dialogue dialogue, const std::string& line) {
    Capabilities ignored;
    return script(dialogue).greeting(line, ignored);
}

Progress answer(Dialogue dialogue, const std::string& line) {
    Capabilities ignored;
    return script(dialogue).answer(line, ignored);
}

} // namespace

TEST(Dialogue, every_protocol_has_its_script) {
    for (const auto dialogue :
         {Dialogue::none, Dialogue::imap, Dialogue::pop3, Dialogue::smtp, Dialogue::managesieve})
        EXPECT_EQ(script(dialogue).dialogue, dialogue);
}

TEST(Dialogue, imap_dovecot_before_tls) {
    const auto heard = capabilities(
        Dialogue::imap,
        "* CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS "
        "LOGINDISABLED\r\n"
        "a1 OK Pre-login capabilities listed, post-login capabilities have more.\r\n"
    );
    EXPECT_EQ(heard.progress, Progress::done);
    EXPECT_TRUE(heard.capabilities.starttls);
    EXPECT_FALSE(heard.capabilities.takes_password());
    EXPECT_EQ(heard.capabilities.words.size(), 9U);
    EXPECT_EQ(heard.capabilities.mechanisms, Words{});
}

TEST(Dialogue, imap_of_a_large_provider_in_tls) {
    const auto heard = capabilities(
        Dialogue::imap,
        "* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 "
        "XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER\r\n"
        "a3 OK Thats all she wrote! abcdef\r\n"
    );
    EXPECT_EQ(heard.progress, Progress::done);
    EXPECT_FALSE(heard.capabilities.starttls);
    EXPECT_EQ(
        heard.capabilities.mechanisms,
        (Words{"XOAUTH2", "PLAIN", "PLAIN-CLIENTTOKEN", "OAUTHBEARER"})
    );
}

TEST(Dialogue, imap_login_without_sasl_takes_a_password) {
    const auto heard = capabilities(Dialogue::imap, "* capability IMAP4rev1\r\na1 ok done\r\n");
    EXPECT_EQ(heard.progress, Progress::done);
    EXPECT_TRUE(heard.capabilities.takes_password());
    EXPECT_EQ(heard.capabilities.words, Words{"IMAP4REV1"});
}

TEST(Dialogue, imap_answers_that_end_otherwise) {
    EXPECT_EQ(capabilities(Dialogue::imap, "a1 BAD what\r\n").progress, Progress::refused);
    EXPECT_EQ(capabilities(Dialogue::imap, "a1 NO\r\n").progress, Progress::refused);
    EXPECT_EQ(capabilities(Dialogue::imap, "* BYE idle\r\n").progress, Progress::farewell);
    EXPECT_EQ(capabilities(Dialogue::imap, "250 OK\r\n").progress, Progress::nonsense);
    EXPECT_EQ(answer(Dialogue::imap, "a2 OKAY"), Progress::nonsense);
    EXPECT_EQ(answer(Dialogue::imap, "a2"), Progress::nonsense);
    EXPECT_EQ(answer(Dialogue::imap, ""), Progress::nonsense);
}

TEST(Dialogue, pop3_dovecot_and_courier) {
    const auto dovecot = capabilities(
        Dialogue::pop3,
        "+OK\r\nCAPA\r\nTOP\r\nUIDL\r\nRESP-CODES\r\nPIPELINING\r\nAUTH-RESP-CODE\r\nSTLS\r\nUSER"
        "\r\nSASL PLAIN LOGIN\r\n.\r\n"
    );
    EXPECT_EQ(dovecot.progress, Progress::done);
    EXPECT_TRUE(dovecot.capabilities.starttls);
    EXPECT_TRUE(dovecot.capabilities.login);
    EXPECT_EQ(dovecot.capabilities.mechanisms, (Words{"PLAIN", "LOGIN"}));
    const auto courier = capabilities(
        Dialogue::pop3,
        "+OK Here's what I can do:\r\nSTLS\r\nTOP\r\nUSER\r\nLOGIN-DELAY 10\r\nPIPELINING\r\nUIDL"
        "\r\nIMPLEMENTATION Courier Mail Server\r\n.\r\n"
    );
    EXPECT_EQ(courier.progress, Progress::done);
    EXPECT_EQ(courier.capabilities.words.back(), "IMPLEMENTATION COURIER MAIL SERVER");
}

TEST(Dialogue, pop3_without_capa_or_with_an_empty_list) {
    EXPECT_EQ(capabilities(Dialogue::pop3, "-ERR\r\n").progress, Progress::refused);
    const auto empty = capabilities(Dialogue::pop3, "+OK\r\n.\r\n");
    EXPECT_EQ(empty.progress, Progress::done);
    EXPECT_FALSE(empty.capabilities.takes_password());
    EXPECT_EQ(capabilities(Dialogue::pop3, "* OK\r\n").progress, Progress::nonsense);
    EXPECT_TRUE(script(Dialogue::pop3).may_refuse);
}

TEST(Dialogue, smtp_postfix_exim_and_exchange) {
    const auto postfix = capabilities(
        Dialogue::smtp,
        "250-mail.example.com\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-VRFY\r\n250-ETRN\r\n"
        "250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-DSN\r\n250-SMTPUTF8\r\n"
        "250 CHUNKING\r\n"
    );
    EXPECT_EQ(postfix.progress, Progress::done);
    EXPECT_TRUE(postfix.capabilities.starttls);
    EXPECT_EQ(postfix.capabilities.words.size(), 10U); // not its name
    const auto exim = capabilities(
        Dialogue::smtp,
        "250-mx.example.net Hello probe [192.0.2.1]\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n"
        "250-AUTH PLAIN LOGIN\r\n250 HELP\r\n"
    );
    EXPECT_FALSE(exim.capabilities.starttls);
    EXPECT_TRUE(exim.capabilities.takes_password());
    const auto exchange = capabilities(
        Dialogue::smtp,
        "250-EX1.example.org Hello [192.0.2.1]\r\n250-X-ANONYMOUSTLS\r\n250-AUTH GSSAPI NTLM\r\n"
        "250-AUTH=LOGIN\r\n250 STARTTLS\r\n"
    );
    EXPECT_TRUE(exchange.capabilities.starttls);
    EXPECT_EQ(exchange.capabilities.mechanisms, (Words{"GSSAPI", "NTLM", "LOGIN"}));
}

TEST(Dialogue, smtp_answers_of_one_line_and_refusals) {
    const auto bare = capabilities(Dialogue::smtp, "250\r\n");
    EXPECT_EQ(bare.progress, Progress::done);
    EXPECT_EQ(bare.capabilities.words, Words{});
    // the first line is the server's name, even if that is a keyword
    EXPECT_FALSE(capabilities(Dialogue::smtp, "250 STARTTLS\r\n").capabilities.starttls);
    EXPECT_EQ(capabilities(Dialogue::smtp, "502 5.5.2 what?\r\n").progress, Progress::refused);
    EXPECT_EQ(capabilities(Dialogue::smtp, "421 later\r\n").progress, Progress::farewell);
    EXPECT_EQ(capabilities(Dialogue::smtp, "25\r\n").progress, Progress::nonsense);
    EXPECT_EQ(answer(Dialogue::smtp, "454 4.7.0 TLS not available"), Progress::refused);
    EXPECT_EQ(answer(Dialogue::smtp, "2200 ok"), Progress::nonsense);
}

TEST(Dialogue, managesieve_pigeonhole_and_cyrus) {
    const auto pigeonhole = capabilities(
        Dialogue::managesieve,
        "\"IMPLEMENTATION\" \"Dovecot (Debian) Pigeonhole\"\r\n\"SIEVE\" \"fileinto reject\"\r\n"
        "\"NOTIFY\" \"mailto\"\r\n\"SASL\" \"\"\r\n\"STARTTLS\"\r\n\"VERSION\" \"1.0\"\r\n"
        "OK \"Dovecot (Debian) ready.\"\r\n"
    );
    EXPECT_EQ(pigeonhole.progress, Progress::done);
    EXPECT_TRUE(pigeonhole.capabilities.starttls);
    EXPECT_FALSE(pigeonhole.capabilities.takes_password());
    const auto cyrus = capabilities(
        Dialogue::managesieve,
        "\"IMPLEMENTATION\" {9}\r\nCyrus \"x\"\r\n\"SASL\" \"PLAIN LOG\\IN\"\r\nOK\r\n"
    );
    EXPECT_EQ(cyrus.progress, Progress::done);
    EXPECT_EQ(cyrus.capabilities.words[0], "IMPLEMENTATION CYRUS \"X\"");
    EXPECT_EQ(cyrus.capabilities.mechanisms, (Words{"PLAIN", "LOGIN"}));
}

TEST(Dialogue, managesieve_strings_without_an_end) {
    EXPECT_EQ(
        capabilities(Dialogue::managesieve, "\"SASL\" \"PLAIN\r\n\"\r\n\"\\\r\nOK\r\n").progress,
        Progress::done
    );
    EXPECT_EQ(
        capabilities(Dialogue::managesieve, "{\r\n{x}\r\n{9\r\nOK\r\n").progress, Progress::done
    );
    EXPECT_EQ(answer(Dialogue::managesieve, "NO (TRYLATER) \"no\""), Progress::refused);
    EXPECT_EQ(answer(Dialogue::managesieve, "BYE"), Progress::farewell);
    EXPECT_EQ(answer(Dialogue::managesieve, "+OK"), Progress::nonsense);
}

TEST(Dialogue, greetings) {
    EXPECT_EQ(greeting(Dialogue::imap, "* OK [CAPABILITY IMAP4rev1] ready"), Progress::done);
    EXPECT_EQ(greeting(Dialogue::imap, "* PREAUTH hello"), Progress::done);
    EXPECT_EQ(greeting(Dialogue::imap, "* BYE full"), Progress::farewell);
    EXPECT_EQ(greeting(Dialogue::imap, "+OK ready"), Progress::nonsense);
    EXPECT_EQ(greeting(Dialogue::pop3, "+OK <1.2@example.com>"), Progress::done);
    EXPECT_EQ(greeting(Dialogue::pop3, "-ERR busy"), Progress::farewell);
    EXPECT_EQ(greeting(Dialogue::pop3, "220 hi"), Progress::nonsense);
    EXPECT_EQ(greeting(Dialogue::smtp, "220-mail.example.com"), Progress::more);
    EXPECT_EQ(greeting(Dialogue::smtp, "220 mail.example.com ESMTP"), Progress::done);
    EXPECT_EQ(greeting(Dialogue::smtp, "554 no SMTP service here"), Progress::farewell);
    EXPECT_EQ(greeting(Dialogue::smtp, "421 too many"), Progress::farewell);
    EXPECT_EQ(greeting(Dialogue::smtp, "SSH-2.0-OpenSSH"), Progress::nonsense);
    EXPECT_EQ(greeting(Dialogue::managesieve, "\"IMPLEMENTATION\" \"x\""), Progress::more);
    EXPECT_EQ(greeting(Dialogue::managesieve, "* OK hi"), Progress::nonsense);
}

TEST(Dialogue, a_service_is_known_by_five_octets) {
    EXPECT_EQ(service_of("* OK "), "IMAP");
    EXPECT_EQ(service_of("+OK d"), "POP3");
    EXPECT_EQ(service_of("220 m"), "SMTP");
    EXPECT_EQ(service_of("\"IMPL"), "ManageSieve");
    EXPECT_EQ(service_of("HTTP/"), "HTTP");
    EXPECT_EQ(service_of("\x16\x03\x03\x02\x01"), "");
    EXPECT_EQ(service_of(""), "");
}

} // namespace fingerpost::probe
