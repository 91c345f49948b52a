#include "cli/database_check.hpp"

#include "support/database_command_line.hpp"
#include "support/sample.hpp"
#include "support/sample_keys.hpp"

namespace fingerpost::cli {
namespace {

class DatabaseCheck : public testing::Test, public test::DatabaseCommandLine {
protected:
    void SetUp() override { fill(); }

    void says(const std::string& what, int code) const {
        const auto answer = said({"config", "check"});
        EXPECT_EQ(answer.code, code) << answer.err;
        EXPECT_NE(answer.out.find(what), std::string::npos) << answer.out;
    }
};

TEST_F(DatabaseCheck, is_ok_with_a_database_in_order) {
    says("info: database sqlite:///", exit_ok);
}

TEST_F(DatabaseCheck, warns_of_a_weak_key_and_of_a_picture_that_waits) {
    done(
        {"attribute",
         "set",
         "--provider=1",
         "--selector=old",
         "dkim",
         "p=" + std::string(test::rsa_1024)}
    );
    says("domain example.com: the DKIM key of the selector old has only 1024 bits", exit_warning);
    done({"attribute", "set", "--provider=1", "bimi", "https://www.example.net/logo.svg"});
    says("bimi is not published without dmarc", exit_warning);
}

TEST_F(DatabaseCheck, warns_of_a_missing_database) {
    const auto missing = "sqlite:///" + (scratch() / "none.db").string();
    const auto said = test::run(verbs(), {"config", "check", "--db-uri=" + missing});
    EXPECT_EQ(said.code, exit_warning);
    EXPECT_NE(said.out.find("serve will create it"), std::string::npos) << said.out;
}

TEST_F(DatabaseCheck, finds_a_file_that_is_no_database) {
    const auto file = scratch().write("none.db", std::string(4096, 'x'));
    const auto said =
        test::run(verbs(), {"config", "check", "--db-uri=sqlite:///" + file.string()});
    EXPECT_EQ(said.code, exit_error);
    EXPECT_NE(said.out.find("error: database "), std::string::npos) << said.out;
}

TEST_F(DatabaseCheck, refuses_another_programs_tables) {
    sql("ALTER TABLE provider RENAME COLUMN short_name TO abbreviation");
    says("error: database ", exit_error);
}

TEST_F(DatabaseCheck, lists_at_most_twenty_rows_that_cannot_be_served) {
    for (int i = 0; i < 25; ++i)
        sql("INSERT INTO domain (name, provider_id) VALUES ('no name " + std::to_string(i) + "',1)"
        );
    says("warning: and 5 more rows that cannot be served\n", exit_warning);
}

TEST_F(DatabaseCheck, asks_the_directories_of_domains) {
    sql("INSERT INTO ldapserver VALUES (1,'127.0.0.1',1,1,'dc=x','(mail={0})','uid',"
        "NULL,NULL,NULL); UPDATE domain SET ldapserver_id = 1");
    says(
        "warning: ldapserver 1 (127.0.0.1:1): cannot be reached: Connection refused; answered "
        "without it: 1 domain\n",
        exit_warning
    );
    sql("UPDATE ldapserver SET search_filter = '(mail=jane)'");
    says("warning: ldapserver 1: search_filter \"(mail=jane)\" has no {0}", exit_warning);
    sql("DELETE FROM domain");
    says("warning: ldapserver 1: search_filter", exit_warning);
}

TEST_F(DatabaseCheck, names_bind_passwords_without_tls_and_verification_that_is_off) {
    sql("INSERT INTO ldapserver VALUES (1,'ldap.invalid',389,0,'dc=x','(mail={0})','uid',"
        "NULL,'s3cret','cn=x'); UPDATE domain SET ldapserver_id = 1");
    const auto open = said({"config", "check"});
    EXPECT_NE(open.out.find("bind password is sent without TLS"), std::string::npos) << open.out;
    EXPECT_EQ(open.out.find("s3cret"), std::string::npos);
    const auto closed = said({"config", "check", "--ldap-starttls=yes", "--ldap-verify=no"});
    EXPECT_EQ(closed.out.find("without TLS"), std::string::npos) << closed.out;
    EXPECT_NE(closed.out.find("warning: ldap_verify = no"), std::string::npos) << closed.out;
}

TEST_F(DatabaseCheck, names_servers_that_not_every_client_can_use) {
    sql("UPDATE server SET socket_type = 'plain' WHERE id = 2");
    says(
        "warning: server 2, smtp smtp.example.net no TLS: told, as there is no other", exit_warning
    );
}

TEST_F(DatabaseCheck, names_user_names_that_differ) {
    sql("UPDATE server SET user_name = '%EMAILLOCALPART%' WHERE id = 2");
    done({"domain", "add", "example.net", "--like=example.com"});
    says("warning: domain example.com and 1 more: server 1", exit_warning);
}

TEST_F(DatabaseCheck, names_a_redirect_to_a_host_that_stands_for_another_domain) {
    done({"domain", "add", "hosting.test", "--provider=1"});
    done({"attribute", "set", "--domain=example.com", "autodiscover_host", "pox.hosting.test"});
    says("info: database sqlite:///", exit_ok);
    done(
        {"attribute",
         "set",
         "--domain=example.com",
         "autodiscover_host",
         "autodiscover.hosting.test"}
    );
    says(
        "warning: domain example.com: autodiscover_host autodiscover.hosting.test stands",
        exit_warning
    );
}

TEST(OfferFindings, count_each_server_once_and_those_who_are_told_it) {
    auto open = test::sample_server(Service::imap, Security::none, 143, "open.example.net", 7);
    CatalogBuilder builder;
    Offer alone;
    alone.servers = {open};
    Offer beside = test::mail_offer();
    beside.servers.push_back(open);
    builder.set("example.com", builder.add_offer(alone));
    builder.set("example.net", builder.add_offer(beside));
    const auto findings = offer_findings(std::move(builder).build());
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_TRUE(findings[0].starts_with("server 7, imap open.example.net no TLS: for 1 of 2"));
}

} // namespace
} // namespace fingerpost::cli
