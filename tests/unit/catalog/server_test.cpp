#include "catalog/server.hpp"

#include "catalog/account_settings.hpp"
#include "catalog/defaults.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fingerpost {
namespace {

ServerRow row(std::string type, std::string socket_type, std::int64_t port) {
    return {
        7,
        10,
        port,
        "Mail.Example.com",
        std::move(type),
        std::move(socket_type),
        "%EMAILADDRESS%",
        "plain"};
}

TEST(Server, is_read_from_a_row_of_automx2) {
    const auto server = to_server(row("pop", "STARTTLS", 110));
    ASSERT_TRUE(server);
    EXPECT_EQ(server->service, Service::pop3);
    EXPECT_EQ(server->security, Security::starttls);
    EXPECT_EQ(server->authentication, Authentication::password);
    EXPECT_EQ(server->host, "mail.example.com");
}

TEST(Server, says_what_is_wrong_with_a_row) {
    EXPECT_EQ(
        to_server(row("INVALID", "SSL", 993)).error().what,
        "server 7: type \"INVALID\" is not one of imap, pop, smtp, sieve"
    );
    EXPECT_FALSE(to_server(row("imap", "Auto", 993)));
    EXPECT_FALSE(to_server(row("imap", "SSL", 0)));
    EXPECT_FALSE(to_server(row("imap", "SSL", 65536)));
    auto nameless = row("imap", "SSL", 993);
    nameless.name = "imap example";
    EXPECT_EQ(
        to_server(nameless).error().what, "server 7: name \"imap example\" is not a host name"
    );
}

TEST(Server, may_be_named_after_each_domain) {
    auto hosted = row("imap", "SSL", 993);
    hosted.name = "imap.%EMAILDOMAIN%";
    const auto server = to_server(hosted);
    ASSERT_TRUE(server);
    const Offer offer;
    EXPECT_EQ((AccountSettings{offer, "a.test", {}}).host(*server), "imap.a.test");
    hosted.name = "%EMAILLOCALPART%.example.com";
    EXPECT_FALSE(to_server(hosted));
}

TEST(Server, an_empty_user_name_is_the_address) {
    auto nobody = row("imap", "SSL", 993);
    nobody.user_name = "";
    EXPECT_EQ(to_server(nobody)->user_name, "%EMAILADDRESS%");
}

TEST(Server, is_preferred_by_prio_then_security_then_id) {
    auto plain = test::sample_server(Service::imap, Security::none, 143, "a.test", 1);
    auto starttls = test::sample_server(Service::imap, Security::starttls, 143, "b.test", 2);
    auto tls = test::sample_server(Service::imap, Security::tls, 993, "c.test", 3);
    auto first = test::sample_server(Service::imap, Security::none, 143, "d.test", 4);
    first.prio = 5;
    std::vector<Server> servers{plain, starttls, tls, first};
    std::sort(servers.begin(), servers.end(), preferred);
    EXPECT_EQ(servers[0].host, "d.test");
    EXPECT_EQ(servers[1].host, "c.test");
    EXPECT_EQ(servers[2].host, "b.test");
    EXPECT_EQ(servers[3].host, "a.test");
}

TEST(DavServer, takes_host_port_and_path_from_its_url) {
    const auto server = to_dav_server({1, 0, "HTTPS://Dav.Example.com:8443/dav/", "CalDAV"});
    ASSERT_TRUE(server);
    EXPECT_EQ(server->host, "dav.example.com");
    EXPECT_EQ(server->port, 8443);
    EXPECT_EQ(server->path, "/dav/");
    EXPECT_EQ(server->url(), "https://dav.example.com:8443/dav/");
    EXPECT_EQ(to_dav_server({1, 0, "http://dav.test", "carddav"})->url(), "http://dav.test/");
    EXPECT_EQ(to_dav_server({1, 444, "https://dav.test/", "carddav"})->port, 444);
}

TEST(DavServer, refuses_what_is_no_url) {
    for (const char* url :
         {"dav.test",
          "ftp://dav.test/",
          "https://",
          "https://dav.test:port/",
          "https://dav.test:0/",
          "https://user@dav.test/",
          "https://dav.test/a b"})
        EXPECT_FALSE(to_dav_server({1, 0, url, "caldav"})) << url;
    EXPECT_FALSE(to_dav_server({1, 0, "https://dav.test/", "webdav"}));
}

TEST(Defaults, every_word_is_read_as_it_is_written) {
    for (const auto& each : service_names())
        EXPECT_EQ(parse_service(each.name), each.service);
    for (const auto& each : security_names())
        EXPECT_EQ(parse_security(each.name), each.security);
    for (const auto& each : authentication_names())
        EXPECT_EQ(parse_authentication(each.name), each.authentication);
    for (const auto& each : dav_service_names())
        EXPECT_EQ(parse_dav_service(each.name), each.service);
    EXPECT_EQ(name(Authentication::password), "plain");
    EXPECT_EQ(default_port(Service::submission, Security::tls), 465);
    EXPECT_EQ(default_port(Service::pop3, Security::starttls), 110);
}

TEST(ToldServers, are_imap_first_and_one_of_each_kind) {
    auto offer = test::full_offer();
    std::rotate(
        offer.servers.begin(), offer.servers.begin() + 2, offer.servers.end()
    ); // POP3 first
    offer.servers.push_back(test::sample_server(Service::imap, Security::tls, 993, "imap2.test"));
    offer.servers.push_back(test::sample_server(Service::imap, Security::none, 143, "plain.test"));
    std::vector<std::string> told;
    for (const auto* server : told_servers(offer))
        told.push_back(std::string(name(server->service)) + std::to_string(server->port));
    EXPECT_EQ(told, (std::vector<std::string>{"imap993", "pop995", "smtp587", "smtp465"}));
}

TEST(ToldServers, leave_out_a_login_that_some_clients_refuse_the_document_for) {
    auto offer = test::mail_offer();
    auto kerberos = test::sample_server(Service::imap, Security::starttls, 143, "krb.test", 9);
    kerberos.authentication = Authentication::gssapi;
    offer.servers.insert(offer.servers.begin(), kerberos);
    ASSERT_EQ(told_servers(offer).size(), 2u);
    EXPECT_EQ(told_servers(offer)[0]->host, "imap.example.net");
    offer.servers.erase(offer.servers.begin() + 1);
    EXPECT_EQ(told_servers(offer)[0]->host, "krb.test");
}

TEST(ToldServers, include_one_without_tls_only_where_there_is_no_other) {
    Offer offer;
    offer.servers = {test::sample_server(Service::imap, Security::none, 143, "imap.test")};
    ASSERT_EQ(told_servers(offer).size(), 1u);
    EXPECT_EQ(told_servers(offer)[0]->host, "imap.test");
    offer.servers.push_back(test::sample_server(Service::imap, Security::starttls, 143, "s.test"));
    ASSERT_EQ(told_servers(offer).size(), 1u);
    EXPECT_EQ(told_servers(offer)[0]->host, "s.test");
}

TEST(AccountSettings, are_expanded_as_far_as_the_address_is_known) {
    const auto offer = test::mail_offer();
    const AccountSettings known{offer, "example.com", Address{"fred", "example.com"}};
    const AccountSettings unknown{offer, "example.com", std::nullopt};
    EXPECT_EQ(known.expanded("%EMAILADDRESS%"), "fred@example.com");
    EXPECT_EQ(unknown.expanded("%EMAILADDRESS%/%EMAILDOMAIN%"), "%EMAILADDRESS%/example.com");
    const Offer nameless;
    EXPECT_EQ((AccountSettings{nameless, "example.com", {}}).provider_short_name(), "example.com");
}

} // namespace
} // namespace fingerpost
