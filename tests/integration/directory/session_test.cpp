// One connection to a real slapd, and to hosts that are none.

#include "directory/session.hpp"

#include "support/slapd.hpp"

#include <gtest/gtest.h>

namespace fingerpost::directory {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Time soon() {
    return Clock::now() + 2s;
}

class SessionTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (test::find_program("slapd").empty() || test::find_program("openssl").empty()) return;
        slapd = new test::Slapd;
    }
    static void TearDownTestSuite() {
        delete slapd;
        slapd = nullptr;
    }
    void SetUp() override {
        FINGERPOST_NEEDS_PROGRAM("slapd");
        FINGERPOST_NEEDS_PROGRAM("openssl");
    }

    Protection trusting() const { return {false, slapd->ca_file(), true}; }

    /// Login and name, "nobody", or the error.
    std::string told(
        const std::string& address, const LdapServer& server, const Protection& protection = {}
    ) const {
        auto session = Session::open(server, protection, soon());
        if (!session) return session.error().what;
        const auto found = session->find(server, address, soon());
        if (!found) return found.error().what;
        return *found ? (*found)->login + '/' + (*found)->name : "nobody";
    }

    void expect_failure(
        const std::string& why, const LdapServer& server, const Protection& protection = {}
    ) const {
        const auto what = told("jane@example.com", server, protection);
        EXPECT_NE(what.find("ldapserver 1 (127.0.0.1:"), what.npos) << what;
        EXPECT_NE(what.find(why), what.npos) << what;
        EXPECT_EQ(what.find("jane"), what.npos) << what;
        EXPECT_EQ(what.find("not-the-secret"), what.npos) << what;
    }

    static test::Slapd* slapd;
};

test::Slapd* SessionTest::slapd = nullptr;

} // namespace

TEST_F(SessionTest, tells_login_and_name) {
    EXPECT_EQ(told("jane@example.com", slapd->plain()), "jdoe/Jane Doe");
    EXPECT_EQ(told("JANE@example.com", slapd->plain()), "jdoe/Jane Doe");
    EXPECT_EQ(told("nobody@example.com", slapd->plain()), "nobody");
    EXPECT_EQ(told("nologin@example.com", slapd->plain()), "/No Login");
    auto server = slapd->plain();
    server.attr_cn = std::nullopt;
    EXPECT_EQ(told("jane@example.com", server), "jdoe/");
}

TEST_F(SessionTest, an_address_is_never_more_than_an_address) {
    EXPECT_EQ(told("a(b)c*\\@example.com", slapd->plain()), "odd/J\xC3\xBCrgen");
    for (const auto* address :
         {"*@example.com",
          "*",
          "j*@example.com",
          "x)(uid=*",
          "\\2a",
          "jane@example.com)(mail=*",
          "(",
          ")",
          "\\"})
        EXPECT_EQ(told(address, slapd->plain()), "nobody") << address;
    EXPECT_EQ(told(std::string("jane\0@example.com", 17), slapd->plain()), "nobody");
}

TEST_F(SessionTest, binds_with_the_password_of_the_row) {
    auto server = slapd->plain();
    server.bind_user = "cn=reader,dc=example,dc=com";
    server.bind_password = "secret";
    EXPECT_EQ(told("jane@example.com", server), "jdoe/Jane Doe");
    server.bind_password = "not-the-secret";
    expect_failure("did not accept bind_user: Invalid credentials", server);
}

TEST_F(SessionTest, speaks_tls_of_either_kind_to_a_server_it_can_trust) {
    EXPECT_EQ(told("jane@example.com", slapd->tls(), trusting()), "jdoe/Jane Doe");
    auto starttls = trusting();
    starttls.starttls = true;
    EXPECT_EQ(told("jane@example.com", slapd->plain(), starttls), "jdoe/Jane Doe");
    EXPECT_EQ(told("jane@example.com", slapd->tls(), starttls), "jdoe/Jane Doe");
}

TEST_F(SessionTest, a_certificate_nobody_vouches_for_is_refused) {
    expect_failure("no TLS: Connect error; its certificate must be valid", slapd->tls());
    expect_failure("no StartTLS", slapd->plain(), {true, "", true});
    EXPECT_EQ(told("jane@example.com", slapd->tls(), {false, "", false}), "jdoe/Jane Doe");
}

TEST_F(SessionTest, a_certificate_of_another_name_is_refused) {
    auto server = slapd->tls();
    server.name = "127.0.0.2"; // where it listens too
    const auto what = told("jane@example.com", server, trusting());
    EXPECT_NE(what.find("for this name"), what.npos) << what;
}

TEST_F(SessionTest, a_file_of_authorities_that_is_none_is_an_error) {
    expect_failure("ldap_ca_file", slapd->tls(), {false, "/nonexistent", true});
}

TEST_F(SessionTest, a_base_that_is_not_there_is_an_error) {
    auto server = slapd->plain();
    server.search_base = "dc=example,dc=net";
    expect_failure("No such object", server);
    server = slapd->plain();
    server.search_filter = "((mail={0}";
    expect_failure("filter", server);
}

TEST_F(SessionTest, a_closed_port_is_told_at_once) {
    auto server = slapd->plain();
    const test::Loopback closed(false);
    server.port = closed.port();
    expect_failure("cannot be reached: Connection refused", server);
}

TEST_F(SessionTest, a_silent_host_costs_no_more_than_the_time_given) {
    const test::Loopback silent(true);
    for (const bool tls : {false, true})
        for (const bool starttls : {false, true}) {
            auto server = slapd->plain();
            server.port = silent.port();
            server.use_ssl = tls;
            const auto began = Clock::now();
            const auto session = Session::open(server, {starttls, "", true}, began + 100ms);
            ASSERT_FALSE(session);
            EXPECT_EQ(session.error().code, Errc::timeout) << session.error().what;
            EXPECT_NE(session.error().what.find("no answer in time"), std::string::npos);
            EXPECT_LT(Clock::now() - began, 1s);
        }
}

TEST_F(SessionTest, a_server_that_stops_in_mid_sentence_is_silent_too) {
    const test::Loopback dripping(true);
    std::thread server_side([&] {
        const int peer = ::accept(dripping.descriptor(), nullptr, nullptr);
        std::string question(4096, ' ');
        (void)::recv(peer, question.data(), question.size(), 0);
        (void)::send(peer, "\x30\x50\x02", 3, MSG_NOSIGNAL); // of 82 octets, RFC 4511 §4.1.1
        (void)::recv(peer, question.data(), question.size(), 0);
        ::close(peer);
    });
    auto server = slapd->plain();
    server.port = dripping.port();
    const auto began = Clock::now();
    const auto session = Session::open(server, {}, began + 100ms);
    EXPECT_FALSE(session);
    EXPECT_LT(Clock::now() - began, 1s);
    server_side.join();
}

} // namespace fingerpost::directory
