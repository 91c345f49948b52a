// What a visit learns, and what it says when something is wrong: against servers that follow a
// script.

#include "probe/conversation.hpp"

#include "probe/visitor.hpp"
#include "support/fake_mail_server.hpp"
#include "support/scratch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

namespace fingerpost::probe {

namespace {

namespace asio = boost::asio;
using Told = std::vector<std::string>;
using Words = std::vector<std::string>;

class ConversationTest : public testing::Test {
    test::Scratch scratch_;

protected:
    Visit visit(Dialogue dialogue, Protection protection, const Told& script) {
        return visit(
            {dialogue, protection, "imap.example.com", "127.0.0.1", server.port()}, script
        );
    }

    Visit visit(const Endpoint& endpoint, const Told& script) {
        if (!script.empty()) asio::co_spawn(context_, server.serve(script), asio::detached);
        const auto visitor = Visitor::make(settings).value();
        Visit kept;
        const auto keep = [&](std::exception_ptr failed, Visit visit) {
            EXPECT_FALSE(failed);
            kept = std::move(visit);
            visited_ = true;
        };
        asio::co_spawn(context_, visitor->visit(endpoint), keep);
        context_.run_for(std::chrono::seconds(20));
        EXPECT_TRUE(visited_);
        return kept;
    }

    void expect_trouble(const Visit& visit, Trouble trouble, const std::string& what) const {
        EXPECT_EQ(visit.trouble, trouble) << visit.what;
        EXPECT_EQ(visit.what, "port " + std::to_string(server.port()) + " of 127.0.0.1 " + what);
    }

    asio::io_context context_;
    test::FakeMailServer server{context_};
    VisitorSettings settings{
        .ca_file = scratch_.write("ca.pem", test::certificates().root.pem()).string(),
        .budget = std::chrono::milliseconds(10000),
        .hello = "probe.example.org"};

private:
    bool visited_ = false;
};

const Told imap_starttls{
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready",
    "C: a1 CAPABILITY",
    "S: * CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED",
    "S: a1 OK done",
    "C: a2 STARTTLS",
    "S: a2 OK begin",
    "TLS",
    "C: a3 CAPABILITY",
    "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN auth=xoauth2",
    "S: a3 OK done",
    "C: a4 LOGOUT",
    "S: * BYE",
    "S: a4 OK bye",
    "gone"};

} // namespace

TEST_F(ConversationTest, imap_is_asked_before_tls_and_again_after_it) {
    const auto found = visit(Dialogue::imap, Protection::starttls, imap_starttls);
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(server.finished);
    EXPECT_EQ(found.greeting, "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready");
    EXPECT_EQ(found.offers, (Words{"IMAP4REV1", "STARTTLS", "LOGINDISABLED"}));
    EXPECT_EQ(found.mechanisms, (Words{"PLAIN", "XOAUTH2"}));
    EXPECT_EQ(found.mechanisms_in_clear, Words{});
    EXPECT_FALSE(found.password_in_clear);
    EXPECT_TRUE(found.password);
    EXPECT_EQ(found.tls_version, "TLSv1.3");
    EXPECT_EQ(found.chain.size(), 2U);
    ASSERT_TRUE(found.trust);
    EXPECT_TRUE(found.trust->trusted) << found.trust->why;
    EXPECT_TRUE(found.trust->covers);
    EXPECT_EQ(found.trust->why, "");
    EXPECT_EQ(found.trust->ends, found.chain[0].not_after);
}

TEST_F(ConversationTest, pop3_is_asked_before_tls_and_again_after_it) {
    const auto found = visit(
        Dialogue::pop3,
        Protection::starttls,
        {"S: +OK ready",
         "C: CAPA",
         "S: +OK\\nUSER\\nSTLS\\nSASL\\n.",
         "C: STLS",
         "S: +OK",
         "TLS",
         "C: CAPA",
         "S: +OK\\nUSER\\nSASL PLAIN SCRAM-SHA-256\\n.",
         "C: QUIT",
         "S: +OK bye",
         "gone"}
    );
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(server.finished);
    EXPECT_TRUE(found.password_in_clear);
    EXPECT_EQ(found.mechanisms, (Words{"PLAIN", "SCRAM-SHA-256"}));
}

TEST_F(ConversationTest, smtp_hears_our_name_and_lists_keywords_in_any_order) {
    const auto found = visit(
        Dialogue::smtp,
        Protection::starttls,
        {"S: 220-mail.example.com\\n220 ESMTP",
         "C: EHLO probe.example.org",
         "S: 250-mail.example.com\\n250-SIZE 1000\\n250 STARTTLS",
         "C: STARTTLS",
         "S: 220 go ahead",
         "TLS",
         "C: EHLO probe.example.org",
         "S: 250-mail.example.com\\n250-AUTH=PLAIN\\n250 AUTH LOGIN plain",
         "C: QUIT",
         "S: 221 bye",
         "gone"}
    );
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(server.finished);
    EXPECT_EQ(found.offers, (Words{"SIZE 1000", "STARTTLS"}));
    EXPECT_EQ(found.mechanisms, (Words{"PLAIN", "LOGIN"}));
}

TEST_F(ConversationTest, managesieve_tells_unasked_before_and_after_tls) {
    const auto found = visit(
        Dialogue::managesieve,
        Protection::starttls,
        {"S: \"IMPLEMENTATION\" \"Example\"\\n\"SASL\" \"\"\\n\"STARTTLS\"\\nOK \"ready\"",
         "C: STARTTLS",
         "S: OK",
         "TLS",
         "S: \"IMPLEMENTATION\" \"Example\"\\n\"SASL\" {12}\\nPLAIN XOAUTH\\nOK",
         "C: LOGOUT",
         "S: OK",
         "gone"}
    );
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(server.finished);
    EXPECT_EQ(found.offers, (Words{"IMPLEMENTATION EXAMPLE", "SASL", "STARTTLS"}));
    EXPECT_EQ(found.mechanisms, (Words{"PLAIN", "XOAUTH"}));
}

TEST_F(ConversationTest, tls_may_come_first) {
    const auto found = visit(
        Dialogue::smtp,
        Protection::tls,
        {"TLS",
         "S: 220 hi",
         "C: EHLO probe.example.org",
         "S: 250-hi\\n250 AUTH XOAUTH2",
         "C: QUIT",
         "S: 221",
         "gone"}
    );
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(server.finished);
    EXPECT_EQ(found.offers, Words{});
    EXPECT_EQ(found.mechanisms, Words{"XOAUTH2"});
    EXPECT_FALSE(found.password);
}

TEST_F(ConversationTest, a_server_may_have_no_tls_and_not_know_capabilities) {
    const auto none = visit(
        Dialogue::pop3,
        Protection::none,
        {"S: +OK ready", "C: CAPA", "S: -ERR what?", "C: QUIT", "S: +OK", "gone"}
    );
    EXPECT_TRUE(none.reached()) << none.what;
    EXPECT_TRUE(server.finished);
    EXPECT_FALSE(none.trust);
    EXPECT_EQ(none.tls_version, "");
}

TEST_F(ConversationTest, https_is_tls_and_nothing_more) {
    const auto found = visit(Dialogue::none, Protection::tls, {"TLS", "gone"});
    EXPECT_TRUE(found.reached()) << found.what;
    EXPECT_TRUE(found.trust && found.trust->trusted);
    EXPECT_EQ(found.greeting, "");
}

TEST_F(ConversationTest, words_that_come_before_tls_begins_are_told) {
    auto script = imap_starttls;
    script[5] = "S: a2 OK begin\\n* CAPABILITY IMAP4rev1 AUTH=LOGIN";
    const auto found = visit(Dialogue::imap, Protection::starttls, script);
    EXPECT_EQ(found.trouble, Trouble::injected) << found.what;
    EXPECT_EQ(found.mechanisms, Words{});
    EXPECT_EQ(found.offers.size(), 3U); // what was learnt stays
}

TEST_F(ConversationTest, starttls_that_is_not_offered_is_not_asked_for) {
    expect_trouble(
        visit(
            Dialogue::imap,
            Protection::starttls,
            {"S: * OK hi",
             "C: a1 CAPABILITY",
             "S: * CAPABILITY IMAP4rev1\\na1 OK",
             "C: a4 LOGOUT",
             "S: a4 OK",
             "gone"}
        ),
        Trouble::no_starttls,
        "does not offer STARTTLS"
    );
    EXPECT_TRUE(server.finished);
}

TEST_F(ConversationTest, starttls_that_is_offered_and_refused) {
    auto script = imap_starttls;
    script[5] = "S: a2 BAD no key";
    script.resize(6);
    script.insert(script.end(), {"C: a4 LOGOUT", "S: a4 OK", "gone"});
    expect_trouble(
        visit(Dialogue::imap, Protection::starttls, script),
        Trouble::starttls_failed,
        "offers STARTTLS and then refuses it: \"a2 BAD no key\""
    );
    EXPECT_TRUE(server.finished);
}

TEST_F(ConversationTest, a_server_that_hangs_up_instead_of_the_handshake) {
    auto script = imap_starttls;
    script.resize(6);
    const auto found = visit(Dialogue::imap, Protection::starttls, script);
    EXPECT_EQ(found.trouble, Trouble::closed) << found.what;
    EXPECT_NE(found.what.find("no TLS handshake"), found.what.npos) << found.what;
    EXPECT_EQ(found.offers.size(), 3U);
}

TEST_F(ConversationTest, tls_that_clients_no_longer_speak) {
    server.newest_tls = TLS1_1_VERSION;
    expect_trouble(
        visit(Dialogue::imap, Protection::tls, {"TLS", "gone"}),
        Trouble::no_tls,
        "offers no TLS 1.2 or newer, which clients ask for"
    );
}

TEST_F(ConversationTest, another_service_is_told) {
    expect_trouble(
        visit(Dialogue::imap, Protection::starttls, {"S: +OK ready", "gone"}),
        Trouble::not_the_service,
        "is not IMAP: it says \"+OK ready\""
    );
}

TEST_F(ConversationTest, a_service_that_only_greets_alike_is_told) {
    expect_trouble(
        visit(
            Dialogue::smtp,
            Protection::none,
            {"S: 220 (FTP)", "C: EHLO probe.example.org", "S: 530 log in", "gone"}
        ),
        Trouble::not_the_service,
        "is not SMTP: it answers EHLO with \"530 log in\""
    );
}

TEST_F(ConversationTest, a_server_that_talks_without_end_is_not_heard_out) {
    const Told script{"S: " + std::string(5000, 'a'), "gone"};
    expect_trouble(
        visit(Dialogue::imap, Protection::none, script),
        Trouble::not_the_service,
        "says a line of more than 4096 octets"
    );
}

TEST_F(ConversationTest, a_server_that_hangs_up_says_nothing_of_itself) {
    expect_trouble(
        visit(Dialogue::imap, Protection::none, {"S: * BYE full"}),
        Trouble::closed,
        "ends the conversation: \"* BYE full\""
    );
}

TEST_F(ConversationTest, an_end_without_a_word) {
    expect_trouble(
        visit(Dialogue::imap, Protection::none, {"S: * OK hi", "C: a1 CAPABILITY"}),
        Trouble::closed,
        "ends the conversation: no answer to \"a1 CAPABILITY\""
    );
}

TEST_F(ConversationTest, nobody_listens) {
    test::FakeMailServer closed(context_);
    Endpoint endpoint{
        Dialogue::imap, Protection::tls, "imap.example.com", "127.0.0.1", closed.port()};
    closed.close();
    const auto found = visit(endpoint, {});
    EXPECT_EQ(found.trouble, Trouble::refused) << found.what;
    EXPECT_TRUE(found.what.ends_with(" of 127.0.0.1 refuses connections")) << found.what;
}

TEST_F(ConversationTest, an_address_must_be_one) {
    const auto found =
        visit({Dialogue::imap, Protection::tls, "imap.example.com", "imap.example.com", 993}, {});
    EXPECT_EQ(found.trouble, Trouble::unreachable);
    EXPECT_EQ(found.what, "port 993 of imap.example.com cannot be reached: that is no address");
}

TEST_F(ConversationTest, a_port_without_tls_is_told_from_one_that_is_broken) {
    expect_trouble(
        visit(Dialogue::imap, Protection::tls, {"S: * OK ready", "gone"}),
        Trouble::not_the_service,
        "speaks without TLS first: STARTTLS, not TLS"
    );
}

TEST_F(ConversationTest, a_port_with_tls_is_told_from_silence) {
    settings.budget = std::chrono::milliseconds(600);
    const auto found = visit(Dialogue::imap, Protection::starttls, {"TLS", "gone"});
    expect_trouble(
        found, Trouble::not_the_service, "speaks TLS at once: it takes TLS, not STARTTLS"
    );
    EXPECT_TRUE(found.trust && found.trust->trusted);
}

TEST_F(ConversationTest, silence_ends_with_the_budget) {
    settings.budget = std::chrono::milliseconds(200);
    expect_trouble(
        visit(Dialogue::imap, Protection::starttls, {"gone"}),
        Trouble::timeout,
        "is too slow: no greeting within 200 ms"
    );
}

} // namespace fingerpost::probe
