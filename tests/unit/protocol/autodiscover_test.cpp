#include "protocol/autodiscover.hpp"

#include "protocol/xml.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};
constexpr const char* outlook =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
constexpr const char* mobilesync =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";
constexpr const char* accepts_outlook =
    "<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/"
    "responseschema/2006a</AcceptableResponseSchema>";

Request post(std::string body) {
    Request request;
    request.method = "POST";
    request.host = "autodiscover.example.org";
    request.body = std::move(body);
    return request;
}

std::string body(const std::string& children, const std::string& schema = outlook) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"" + schema +
           "\"><Request>" + children + "</Request></Autodiscover>";
}

const std::string address_of_fred = "<EMailAddress>fred@example.com</EMailAddress>";

Errc refusal(const std::string& text) {
    return parse_autodiscover(post(text)).error().code;
}

TEST(Autodiscover, reads_the_request_outlook_sends) {
    const auto question = parse_autodiscover(post(body(address_of_fred + accepts_outlook)));
    ASSERT_TRUE(question);
    EXPECT_EQ(question->address, fred);
    EXPECT_EQ(question->host_domain, ""); // the body alone says who asks
}

TEST(Autodiscover, takes_any_prefix_order_and_unknown_element) {
    const std::string prefixed = std::string("<a:Autodiscover xmlns:a='") + outlook +
                                 "'><a:Request><a:LegacyDN/><a:New><a:Deep/></a:New>"
                                 "<a:EMailAddress> fred@example.com\n</a:EMailAddress></a:Request>"
                                 "</a:Autodiscover>";
    EXPECT_EQ(parse_autodiscover(post(prefixed))->address, fred);
    EXPECT_EQ(parse_autodiscover(post(body(accepts_outlook + address_of_fred)))->address, fred);
    EXPECT_EQ(parse_autodiscover(post(body(address_of_fred)))->address, fred);
}

TEST(Autodiscover, refuses_malformed_requests) {
    for (const std::string& text :
         {std::string(),
          std::string("not xml"),
          std::string("<Autodiscover/>"),
          body(""),
          body("<EMailAddress/>"),
          body("<EMailAddress>fred</EMailAddress>"),
          body(address_of_fred, "urn:other"),
          body(address_of_fred, ""),
          "<!DOCTYPE x [<!ENTITY e 'fred@example.com'>]>" +
              body("<EMailAddress>&e;</EMailAddress>"),
          body("<LegacyDN>/o=x/cn=fred</LegacyDN>")})
        EXPECT_EQ(refusal(text), Errc::bad_request) << text;
}

TEST(Autodiscover, has_no_other_response_schema) {
    EXPECT_EQ(refusal(body(address_of_fred, mobilesync)), Errc::unsupported);
    EXPECT_EQ(
        refusal(body(
            address_of_fred +
            "<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/"
            "autodiscover/mobilesync/responseschema/2006</AcceptableResponseSchema>"
        )),
        Errc::unsupported
    );
}

TEST(Autodiscover, answers_a_get_by_query_or_host) {
    Request request;
    request.host = "autodiscover.example.com";
    EXPECT_EQ(parse_autodiscover(request)->host_domain, "example.com");
    request.query = "emailaddress=fred@example.com";
    EXPECT_EQ(parse_autodiscover(request)->address, fred);
    request.query = "Email=fred%40example.com";
    EXPECT_EQ(parse_autodiscover(request)->address, fred);
    request.query = "Email=nobody";
    EXPECT_FALSE(parse_autodiscover(request));
    request = Request();
    request.host = "127.0.0.1";
    EXPECT_FALSE(parse_autodiscover(request));
}

TEST(Autodiscover, renders_each_server_the_way_outlook_and_thunderbird_read_it) {
    const auto offer = test::full_offer();
    const auto response = render_autodiscover({offer, "example.com", fred});
    EXPECT_EQ(response->content_type, "text/xml; charset=utf-8");
    test::expect_golden("autodiscover/full.xml", response->body);
}

TEST(Autodiscover, without_an_address_names_no_user) {
    const auto offer = test::full_offer();
    const auto response = render_autodiscover({offer, "example.com", {}});
    EXPECT_EQ(response->body.find("LoginName"), std::string::npos);
    EXPECT_EQ(response->body.find("<User>"), std::string::npos);
    EXPECT_NE(response->body.find("imap.example.net"), std::string::npos);
}

TEST(Autodiscover, reports_errors_in_a_200_body) {
    const auto error = [](Errc code) {
        const auto response = refuse_autodiscover(
            post(""), {code, "x"}, std::chrono::hours(17) + std::chrono::microseconds(5)
        );
        EXPECT_EQ(response.status, 200);
        const auto root = parse_xml(response.body);
        const auto* node = root->child("Response")->child("Error");
        EXPECT_EQ(node->attribute("Time"), "17:00:00.0000050");
        return std::string(node->child_text("ErrorCode")) + ' ' + response.outcome;
    };
    EXPECT_EQ(error(Errc::not_found), "500 not_found");
    EXPECT_EQ(error(Errc::unavailable), "501 not_found");
    EXPECT_EQ(error(Errc::bad_request), "600 invalid");
    EXPECT_EQ(error(Errc::unsupported), "601 invalid");
    EXPECT_EQ(error(Errc::upstream), "603 error");
}

TEST(Autodiscover, a_get_about_a_stranger_is_an_empty_404) {
    const auto response = refuse_autodiscover(Request(), {Errc::not_found, "x"}, {});
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.body, "");
}

TEST(Autodiscover, a_domain_without_mail_has_no_options) {
    const Offer nothing;
    EXPECT_EQ(render_autodiscover({nothing, "example.com", fred}).error().code, Errc::unavailable);
}

} // namespace
} // namespace fingerpost::protocol
