#include "protocol/protocol.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

TEST(Protocol, is_found_by_path) {
    EXPECT_STREQ(find("GET", "/mail/config-v1.1.xml")->name, "autoconfig");
    EXPECT_STREQ(find("GET", "/.well-known/autoconfig/mail/config-v1.1.xml")->name, "autoconfig");
    EXPECT_STREQ(find("GET", "/mobileconfig")->name, "mobileconfig");
    EXPECT_STREQ(find("GET", "/.well-known/mail-v1.xml")->name, "autoconfig");
    EXPECT_STREQ(find("GET", "/.well-known/user-agent-configuration.json")->name, "pacc");
    EXPECT_STREQ(find("GET", "/.well-known/mta-sts.txt")->name, "mta_sts");
    EXPECT_EQ(find("GET", "/mail/config-v1.1.xml/"), nullptr);
    EXPECT_EQ(find("GET", "/Mail/config-v1.1.xml"), nullptr);
    EXPECT_EQ(find("GET", "/"), nullptr);
}

TEST(Protocol, autodiscover_paths_come_in_any_letter_case) {
    for (const char* path :
         {"/autodiscover/autodiscover.xml",
          "/Autodiscover/Autodiscover.xml",
          "/AutoDiscover/AutoDiscover.xml",
          "/AUTODISCOVER/AUTODISCOVER.XML"})
        EXPECT_STREQ(find("POST", path)->name, "autodiscover_xml") << path;
}

TEST(Protocol, autodiscover_has_three_forms) {
    for (const char* path :
         {"/autodiscover/autodiscover.json",
          "/Autodiscover/Autodiscover.json/v1.0/a@example.com",
          "/autodiscover/autodiscover.json/"})
        EXPECT_STREQ(find("GET", path)->name, "autodiscover_json") << path;
    EXPECT_EQ(find("GET", "/autodiscover/autodiscover.jsonp"), nullptr);
    const auto* soap = find("GET", "/AutoDiscover/AutoDiscover.svc");
    EXPECT_STREQ(soap->name, "autodiscover_soap");
    EXPECT_FALSE(takes(*soap, "GET"));
    EXPECT_TRUE(takes(*soap, "POST"));
}

TEST(Protocol, says_which_methods_a_path_takes) {
    const auto* row = find("DELETE", "/mail/config-v1.1.xml");
    ASSERT_NE(row, nullptr);
    EXPECT_FALSE(takes(*row, "DELETE"));
    EXPECT_FALSE(takes(*row, "GET, HEAD"));
    EXPECT_TRUE(takes(*row, "HEAD"));
    EXPECT_TRUE(takes(*find("POST", "/autodiscover/autodiscover.xml"), "POST"));
}

TEST(Protocol, knows_the_domain_a_host_stands_for) {
    EXPECT_EQ(domain_of_host("autoconfig.example.com"), "example.com");
    EXPECT_EQ(domain_of_host("autodiscover.example.com"), "example.com");
    EXPECT_EQ(domain_of_host("autoconfig.autoconfig.example.com"), "autoconfig.example.com");
    EXPECT_EQ(domain_of_host("ua-auto-config.example.com"), "example.com");
    EXPECT_EQ(domain_of_host("mta-sts.example.com"), "example.com");
    EXPECT_EQ(domain_of_host("192.0.2.1"), "");
    EXPECT_EQ(domain_of_host("a b"), "");
}

TEST(Protocol, a_document_of_a_domain_is_asked_of_its_host) {
    Request request;
    request.host = "mta-sts.example.com";
    EXPECT_EQ(ask_of_host(request)->host_domain, "example.com");
    request.host = "192.0.2.1";
    EXPECT_EQ(ask_of_host(request).error().code, Errc::not_found);
}

TEST(Protocol, strangers_get_an_empty_404) {
    const auto response = refuse_plainly({}, {Errc::not_found, "secret"}, {});
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(refuse_plainly({}, {Errc::bad_request, "why"}, {}).body, "why\n");
}

} // namespace
} // namespace fingerpost::protocol
