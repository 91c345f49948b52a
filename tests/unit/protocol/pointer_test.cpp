#include "protocol/pointer.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

/// Where a request with this method to the path leads, or "".
std::string location(const Offer& offer, std::string path, const char* method = "GET") {
    Request request;
    request.method = method;
    request.host = "example.com";
    request.path = std::move(path);
    const auto* row = find(request.method, request.path);
    if (!row || !takes(*row, request.method)) return "no such row";
    const auto question = row->parse(request).value();
    const Found found = AccountSettings{offer, question.host_domain, std::nullopt};
    const auto response = row->render(question, {&found, 1});
    if (!response) return "";
    EXPECT_EQ(response->status, 307);
    return response->headers.at(0).second;
}

TEST(Pointer, leads_every_method_to_the_dav_server_with_or_without_a_slash) {
    const auto offer = test::full_offer();
    for (const char* method : {"GET", "HEAD", "PROPFIND", "OPTIONS", "REPORT", "POST", "PUT"}) {
        EXPECT_EQ(location(offer, "/.well-known/caldav", method), "https://dav.example.net/dav/");
        EXPECT_EQ(location(offer, "/.well-known/carddav/", method), "https://dav.example.net/dav/");
    }
    EXPECT_EQ(find("GET", "/.well-known/caldav//"), nullptr);
}

TEST(Pointer, leads_to_what_all_users_have_in_common) {
    Offer offer;
    offer.dav_servers = {
        test::sample_dav_server(DavService::caldav, "/%EMAILDOMAIN%/%EMAILADDRESS%/home"),
        test::sample_dav_server(DavService::carddav, "/é/book?user=%EMAILLOCALPART%")};
    offer.dav_servers[0].host = "dav.%EMAILDOMAIN%";
    EXPECT_EQ(location(offer, "/.well-known/caldav"), "https://dav.example.com/example.com/");
    EXPECT_EQ(location(offer, "/.well-known/carddav"), "https://dav.example.net/%C3%A9/");
}

TEST(Pointer, leads_nowhere_without_tls_or_where_nothing_is_offered) {
    Offer offer;
    EXPECT_EQ(location(offer, "/.well-known/caldav"), "");
    EXPECT_EQ(location(offer, "/.well-known/oauth-authorization-server"), "");
    offer.dav_servers = {test::sample_dav_server(DavService::caldav, "/dav/")};
    offer.dav_servers[0].tls = false;
    EXPECT_EQ(location(offer, "/.well-known/caldav"), "");
    EXPECT_EQ(location(offer, "/.well-known/carddav"), "");
}

TEST(Pointer, never_leads_back_to_itself) {
    Offer offer;
    offer.dav_servers = {test::sample_dav_server(DavService::jmap, "/.well-known/jmap")};
    for (const char* host : {"example.com", "www.example.com", "autoconfig.%EMAILDOMAIN%"}) {
        offer.dav_servers[0].host = host;
        offer.dav_servers[0].path = "/.well-known/jmap/";
        EXPECT_EQ(location(offer, "/.well-known/jmap"), "") << host;
        offer.dav_servers[0].path = "/jmap/session";
        EXPECT_NE(location(offer, "/.well-known/jmap"), "") << host;
    }
    offer.dav_servers[0] = test::sample_dav_server(DavService::jmap, "/.well-known/jmap");
    EXPECT_EQ(location(offer, "/.well-known/jmap"), "https://dav.example.net/.well-known/jmap");
}

TEST(Pointer, puts_the_well_known_path_where_each_specification_has_it) {
    EXPECT_EQ(
        oauth_metadata_url("https://auth.example.com/realm/mail/"),
        "https://auth.example.com/.well-known/oauth-authorization-server/realm/mail"
    );
    EXPECT_EQ(
        openid_metadata_url("https://auth.example.com/realm/mail/"),
        "https://auth.example.com/realm/mail/.well-known/openid-configuration"
    );
    EXPECT_EQ(
        oauth_metadata_url("https://auth.example.com:8443"),
        "https://auth.example.com:8443/.well-known/oauth-authorization-server"
    );
    EXPECT_EQ(
        openid_metadata_url("https://auth.example.com/"),
        "https://auth.example.com/.well-known/openid-configuration"
    );
}

TEST(Pointer, leads_to_the_issuer_unless_that_is_the_domain_itself) {
    Offer offer;
    offer.attributes.set({AttributeId::oauth_issuer, "", "https://auth.example.net/x"});
    EXPECT_EQ(
        location(offer, "/.well-known/oauth-authorization-server"),
        "https://auth.example.net/.well-known/oauth-authorization-server/x"
    );
    EXPECT_EQ(
        location(offer, "/.well-known/openid-configuration"),
        "https://auth.example.net/x/.well-known/openid-configuration"
    );
    EXPECT_EQ(location(offer, "/.well-known/openid-configuration", "PUT"), "no such row");
    offer.attributes.set({AttributeId::oauth_issuer, "", "https://example.com"});
    EXPECT_EQ(location(offer, "/.well-known/oauth-authorization-server"), "");
}

} // namespace
} // namespace fingerpost::protocol
