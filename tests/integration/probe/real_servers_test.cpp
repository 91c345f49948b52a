// Visits to Dovecot and Postfix, with the certificates and the settings that people have.

#include "probe/visitor.hpp"
#include "support/mail_servers.hpp"
#include "support/visiting.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fingerpost::probe {

namespace {

using Words = std::vector<std::string>;
const auto& made = test::certificates();
const test::Chain good{&made.good, &made.intermediate};

bool holds(const Words& words, const std::string& word) {
    return std::ranges::count(words, word) > 0;
}

Words sorted(Words words) {
    std::ranges::sort(words);
    return words;
}

const Words all_mechanisms{"LOGIN", "PLAIN", "SCRAM-SHA-256"};

void expect_trusted(const Visit& visit) {
    EXPECT_TRUE(visit.reached()) << visit.what;
    EXPECT_EQ(visit.tls_version, "TLSv1.3");
    ASSERT_TRUE(visit.trust) << visit.what;
    EXPECT_TRUE(visit.trust->trusted && visit.trust->covers) << visit.trust->why;
    EXPECT_EQ(visit.chain.size(), 2U);
}

class DovecotTest : public testing::Test {
protected:
    void SetUp() override {
        FINGERPOST_NEEDS_ROOT();
        FINGERPOST_NEEDS_PROGRAM("dovecot");
    }

    test::Visiting visiting;
};

class PostfixTest : public DovecotTest {
protected:
    void SetUp() override {
        FINGERPOST_NEEDS_PROGRAM("postfix");
        DovecotTest::SetUp();
    }
};

} // namespace

TEST_F(DovecotTest, offers_starttls_and_takes_a_password_in_clear_where_it_may) {
    const test::Dovecot dovecot(good, "ssl = yes\ndisable_plaintext_auth = no\n");
    const std::pair<Dialogue, std::uint16_t> ports[]{
        {Dialogue::imap, dovecot.imap},
        {Dialogue::pop3, dovecot.pop3},
        {Dialogue::managesieve, dovecot.sieve}};
    for (const auto& [dialogue, port] : ports) {
        SCOPED_TRACE(name(dialogue));
        const auto found = visiting.visit(dialogue, Protection::starttls, port);
        expect_trusted(found);
        EXPECT_TRUE(found.password_in_clear);
        EXPECT_TRUE(found.password);
        EXPECT_EQ(sorted(found.mechanisms), all_mechanisms);
        EXPECT_EQ(sorted(found.mechanisms_in_clear), all_mechanisms);
        const auto plain = visiting.visit(dialogue, Protection::none, port);
        EXPECT_TRUE(plain.reached()) << plain.what;
        EXPECT_FALSE(plain.trust);
        EXPECT_EQ(plain.offers, found.offers);
        EXPECT_EQ(plain.mechanisms, plain.mechanisms_in_clear);
    }
}

TEST_F(DovecotTest, says_that_a_login_needs_tls) {
    const test::Dovecot dovecot(good, "ssl = required\n");
    visiting.address = "127.0.0.2";
    const auto imap = visiting.visit(Dialogue::imap, Protection::starttls, dovecot.imap);
    expect_trusted(imap);
    EXPECT_TRUE(holds(imap.offers, "LOGINDISABLED"));
    EXPECT_FALSE(imap.password_in_clear);
    EXPECT_EQ(sorted(imap.mechanisms), all_mechanisms);
    const auto pop3 = visiting.visit(Dialogue::pop3, Protection::starttls, dovecot.pop3);
    expect_trusted(pop3);
    EXPECT_FALSE(pop3.password_in_clear);
    EXPECT_TRUE(pop3.password);
    const auto sieve = visiting.visit(Dialogue::managesieve, Protection::starttls, dovecot.sieve);
    expect_trusted(sieve);
    EXPECT_FALSE(sieve.password_in_clear);
    EXPECT_TRUE(sieve.password);
}

TEST_F(DovecotTest, speaks_tls_from_the_start) {
    const test::Dovecot dovecot(good);
    const auto imaps = visiting.visit(Dialogue::imap, Protection::tls, dovecot.imaps);
    expect_trusted(imaps);
    EXPECT_EQ(sorted(imaps.mechanisms), all_mechanisms);
    EXPECT_EQ(imaps.offers, Words{});
    expect_trusted(visiting.visit(Dialogue::pop3, Protection::tls, dovecot.pop3s));
    expect_trusted(visiting.visit(Dialogue::none, Protection::tls, dovecot.imaps));
}

TEST_F(DovecotTest, offers_no_starttls_without_tls) {
    const test::Dovecot dovecot(good, "ssl = no\n");
    for (const auto& [dialogue, port] :
         {std::pair(Dialogue::imap, dovecot.imap),
          std::pair(Dialogue::pop3, dovecot.pop3),
          std::pair(Dialogue::managesieve, dovecot.sieve)}) {
        const auto found = visiting.visit(dialogue, Protection::starttls, port);
        EXPECT_EQ(found.trouble, Trouble::no_starttls) << found.what;
        EXPECT_FALSE(found.offers.empty());
    }
}

TEST_F(DovecotTest, a_port_that_is_not_what_clients_are_told) {
    const test::Dovecot dovecot(good);
    const auto plain = visiting.visit(Dialogue::imap, Protection::tls, dovecot.imap);
    EXPECT_EQ(plain.trouble, Trouble::not_the_service);
    EXPECT_NE(plain.what.find("STARTTLS, not TLS"), plain.what.npos) << plain.what;
    const auto pop3 = visiting.visit(Dialogue::imap, Protection::starttls, dovecot.pop3);
    EXPECT_EQ(pop3.trouble, Trouble::not_the_service) << pop3.what;
    visiting.settings.budget = std::chrono::milliseconds(2000);
    const auto tls = visiting.visit(Dialogue::imap, Protection::starttls, dovecot.imaps);
    EXPECT_EQ(tls.trouble, Trouble::not_the_service);
    EXPECT_NE(tls.what.find("TLS, not STARTTLS"), tls.what.npos) << tls.what;
}

TEST_F(DovecotTest, dates_are_kept_whatever_a_certificate_is_worth) {
    struct Case {
        test::Chain chain;
        bool trusted;
        bool covers;
        const char* why;
    };
    const Case cases[]{
        {{&made.expired}, false, true, "certificate has expired on "},
        {{&made.not_yet}, false, true, "certificate is not yet valid before "},
        {{&made.self_signed}, false, true, "self-signed certificate"},
        {{&made.good}, false, true, "no certificate of its issuer was sent"},
        {{&made.other_name}, true, false, "it is for www.example.com, *.example.net"},
        {{&made.good, &made.expired_intermediate, &made.intermediate}, true, true, ""}};
    for (const auto& [chain, trusted, covers, why] : cases) {
        SCOPED_TRACE(why);
        const test::Dovecot dovecot(chain);
        const auto found = visiting.visit(Dialogue::imap, Protection::starttls, dovecot.imap);
        EXPECT_TRUE(found.reached()) << found.what;
        ASSERT_TRUE(found.trust);
        EXPECT_EQ(found.trust->trusted, trusted);
        EXPECT_EQ(found.trust->covers, covers);
        EXPECT_EQ(found.trust->why.find(why), 0U) << found.trust->why;
        EXPECT_EQ(found.trust->ends, read_certificate(chain[0]->der())->not_after);
    }
}

TEST_F(PostfixTest, tells_of_logins_where_clients_may_log_in) {
    const test::Dovecot dovecot(good);
    const test::Postfix postfix(good, dovecot.auth_socket());
    const auto submission =
        visiting.visit(Dialogue::smtp, Protection::starttls, postfix.submission);
    expect_trusted(submission);
    EXPECT_EQ(sorted(submission.mechanisms), all_mechanisms);
    EXPECT_EQ(submission.mechanisms_in_clear, Words{});
    EXPECT_FALSE(submission.password_in_clear);
    EXPECT_TRUE(holds(submission.offers, "STARTTLS"));
    const auto submissions = visiting.visit(Dialogue::smtp, Protection::tls, postfix.submissions);
    expect_trusted(submissions);
    EXPECT_EQ(sorted(submissions.mechanisms), all_mechanisms);
    const auto mx = visiting.visit(Dialogue::smtp, Protection::starttls, postfix.mx);
    expect_trusted(mx);
    EXPECT_EQ(mx.mechanisms, Words{});
    EXPECT_EQ(mx.greeting, "220 mail.example.com ESMTP Postfix");
}

TEST_F(PostfixTest, without_tls_or_with_it_where_clients_do_not_expect_it) {
    const test::Dovecot dovecot(good);
    const test::Postfix postfix({&made.expired}, dovecot.auth_socket());
    const auto plain = visiting.visit(Dialogue::smtp, Protection::starttls, postfix.plain);
    EXPECT_EQ(plain.trouble, Trouble::no_starttls) << plain.what;
    EXPECT_TRUE(plain.password_in_clear);
    const auto wrong = visiting.visit(Dialogue::smtp, Protection::tls, postfix.submission);
    EXPECT_EQ(wrong.trouble, Trouble::not_the_service);
    EXPECT_NE(wrong.what.find("STARTTLS, not TLS"), wrong.what.npos) << wrong.what;
    const auto expired = visiting.visit(Dialogue::smtp, Protection::starttls, postfix.mx);
    EXPECT_TRUE(expired.reached()) << expired.what;
    EXPECT_TRUE(expired.trust && !expired.trust->trusted);
}

} // namespace fingerpost::probe
