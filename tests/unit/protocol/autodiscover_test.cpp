#include "protocol/autodiscover.hpp"

#include "protocol/autodiscover_redirect.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/mobilesync.hpp"
#include "protocol/xml.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};
const std::string accepts_outlook =
    "<AcceptableResponseSchema>" + std::string(outlook_response) + "</AcceptableResponseSchema>";
const std::string accepts_mobilesync =
    "<AcceptableResponseSchema>" + std::string(mobilesync_response) + "</AcceptableResponseSchema>";

Request post(std::string body) {
    Request request;
    request.method = "POST";
    request.scheme = "https";
    request.host = "autodiscover.example.org";
    request.body = std::move(body);
    return request;
}

std::string body(const std::string& children, std::string_view schema = outlook_request) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"" +
           std::string(schema) + "\"><Request>" + children + "</Request></Autodiscover>";
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
    const std::string prefixed = "<a:Autodiscover xmlns:a='" + std::string(outlook_request) +
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

std::string wanted(const std::string& children, std::string_view schema = outlook_request) {
    return parse_autodiscover(post(body(address_of_fred + children, schema)))->wanted.front();
}

TEST(Autodiscover, answers_in_the_schema_that_is_asked_for) {
    EXPECT_EQ(wanted(""), outlook_response);
    EXPECT_EQ(wanted("", mobilesync_request), mobilesync_response);
    EXPECT_EQ(wanted(accepts_outlook, mobilesync_request), outlook_response);
    EXPECT_EQ(wanted(accepts_mobilesync), mobilesync_response);
    const auto earlier = outlook_response.substr(0, outlook_response.size() - 1);
    EXPECT_EQ(
        wanted("<acceptableResponseSchema>" + std::string(earlier) + "</acceptableResponseSchema>"),
        outlook_response
    );
    EXPECT_EQ(
        refusal(
            body(address_of_fred + "<AcceptableResponseSchema>urn:other</AcceptableResponseSchema>")
        ),
        Errc::unsupported
    );
}

TEST(Autodiscover, answers_a_get_by_query_or_host) {
    Request request;
    request.scheme = "https";
    request.host = "autodiscover.example.com";
    EXPECT_EQ(parse_autodiscover(request)->host_domain, "example.com");
    request.query = "emailaddress=fred@example.com";
    EXPECT_EQ(parse_autodiscover(request)->address, fred);
    request.query = "Email=fred%40example.com";
    EXPECT_EQ(parse_autodiscover(request)->address, fred);
    request.query = "Email=nobody";
    EXPECT_FALSE(parse_autodiscover(request));
    request.host = "127.0.0.1";
    request.query.clear();
    EXPECT_FALSE(parse_autodiscover(request));
}

TEST(Autodiscover, renders_each_server_the_way_outlook_and_thunderbird_read_it) {
    const auto offer = test::full_offer();
    const auto response = render_outlook({offer, "example.com", fred});
    EXPECT_EQ(response->content_type, "text/xml; charset=utf-8");
    test::expect_golden("autodiscover/full.xml", response->body);
}

TEST(Autodiscover, without_an_address_names_no_user) {
    const auto offer = test::full_offer();
    const auto response = render_outlook({offer, "example.com", {}});
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
    EXPECT_EQ(render_outlook({nothing, "example.com", fred}).error().code, Errc::unavailable);
}

// ---- redirects ----------------------------------------------------------------------------------

Offer offer_with(AttributeId id, std::string value) {
    auto offer = test::mail_offer();
    offer.attributes.set({id, "", std::move(value)});
    return offer;
}

Result<Response> answer(const Request& request, const Offer& offer) {
    const auto question = parse_autodiscover(request);
    if (!question) return question.error();
    const auto domain = question->address ? question->address->domain : question->host_domain;
    const Found found = AccountSettings{offer, domain, question->address};
    return render_autodiscover(*question, {&found, 1});
}

std::string location(const Response& response) {
    return response.status == 302 ? response.headers.at(0).second : "";
}

Request plainly(Request request) {
    request.scheme = "http";
    request.host = "autodiscover.example.com";
    return request;
}

const auto asked_by_fred = post(body(address_of_fred + accepts_outlook));

TEST(AutodiscoverRedirect, leads_from_plain_http_to_the_host_that_has_a_certificate) {
    const auto offer = offer_with(AttributeId::autodiscover_host, "ad.example.net");
    const std::string target = "https://ad.example.net/autodiscover/autodiscover.xml";
    EXPECT_EQ(location(*answer(plainly(asked_by_fred), offer)), target);
    EXPECT_EQ(location(*answer(plainly(Request()), offer)), target);
    EXPECT_EQ(answer(asked_by_fred, offer)->status, 200);
    EXPECT_EQ(answer(plainly(asked_by_fred), test::mail_offer())->status, 200);
}

TEST(AutodiscoverRedirect, does_not_need_a_body_that_can_be_read) {
    const auto offer = offer_with(AttributeId::autodiscover_host, "ad.%EMAILDOMAIN%");
    for (const char* text : {"", "<", "<Autodiscover/>"})
        EXPECT_EQ(
            location(*answer(plainly(post(text)), offer)),
            "https://ad.example.com/autodiscover/autodiscover.xml"
        );
    const auto flaw = answer(plainly(post("<")), test::mail_offer());
    EXPECT_EQ(flaw.error().code, Errc::bad_request);
    const auto nobody = parse_autodiscover(plainly(post("<")));
    const Found stranger = Error{Errc::not_found, "nobody"};
    EXPECT_EQ(render_autodiscover(*nobody, {&stranger, 1}).error().code, Errc::bad_request);
}

TEST(AutodiscoverRedirect, never_goes_round_in_circles) {
    auto request = plainly(asked_by_fred);
    EXPECT_EQ(
        answer(request, offer_with(AttributeId::autodiscover_host, request.host))->status, 200
    );
    const auto unknown_proxy = [&] {
        auto behind = request;
        behind.by_unknown_proxy = true;
        return answer(behind, offer_with(AttributeId::autodiscover_host, "ad.example.net"));
    };
    EXPECT_EQ(unknown_proxy()->status, 200);
    const auto own = offer_with(
        AttributeId::redirect_url, "https://AutoDiscover.example.org/Autodiscover/autodiscover.xml"
    );
    EXPECT_NE(answer(asked_by_fred, own)->body.find("<Action>settings<"), std::string::npos);
    const auto same = offer_with(AttributeId::moved_to, "example.com");
    EXPECT_NE(answer(asked_by_fred, same)->body.find("<Action>settings<"), std::string::npos);
}

TEST(AutodiscoverRedirect, names_the_address_or_the_service_to_go_on_with) {
    const auto moved = offer_with(AttributeId::moved_to, "example.org");
    test::expect_golden("autodiscover/redirectaddr.xml", answer(asked_by_fred, moved)->body);
    auto elsewhere = offer_with(
        AttributeId::redirect_url,
        "https://ad.example.net/autodiscover/autodiscover.xml?d=%EMAILDOMAIN%"
    );
    test::expect_golden("autodiscover/redirecturl.xml", answer(asked_by_fred, elsewhere)->body);
    elsewhere.servers.clear(); // the other provider's are meant
    EXPECT_TRUE(answer(asked_by_fred, elsewhere));
    elsewhere.attributes.set({AttributeId::moved_to, "", "example.org"}); // decides before the URL
    EXPECT_NE(answer(asked_by_fred, elsewhere)->body.find("redirectAddr"), std::string::npos);
}

TEST(AutodiscoverRedirect, of_a_url_gives_the_soap_service_the_one_beside_it) {
    const auto offer = offer_with(
        AttributeId::redirect_url, "https://ad.example.net/AutoDiscover/AutoDiscover.xml"
    );
    const AccountSettings settings{offer, "example.com", fred};
    EXPECT_EQ(
        redirect_url({}, settings, soap_path),
        "https://ad.example.net/autodiscover/autodiscover.svc"
    );
    const auto other = offer_with(AttributeId::redirect_url, "https://ad.example.net/x");
    EXPECT_EQ(
        redirect_url({}, AccountSettings{other, "example.com", fred}, soap_path),
        "https://ad.example.net/x"
    );
}

// ---- phones -------------------------------------------------------------------------------------

const auto asked_by_phone = post(body(address_of_fred + accepts_mobilesync, mobilesync_request));

TEST(Mobilesync, names_the_server_of_the_domain) {
    const auto offer = offer_with(
        AttributeId::activesync, "https://mail.%EMAILDOMAIN%/Microsoft-Server-ActiveSync"
    );
    test::expect_golden("autodiscover/mobilesync.xml", answer(asked_by_phone, offer)->body);
    EXPECT_EQ(answer(asked_by_phone, test::mail_offer()).error().code, Errc::unsupported);
    EXPECT_FALSE(render_mobilesync({test::mail_offer(), "example.com", fred}));
}

TEST(Mobilesync, names_the_address_that_took_the_place) {
    const auto response = answer(asked_by_phone, offer_with(AttributeId::moved_to, "example.org"));
    EXPECT_NE(response->body.find("<Redirect>fred@example.org</Redirect>"), std::string::npos);
    EXPECT_EQ(response->body.find("<Settings>"), std::string::npos);
}

} // namespace
} // namespace fingerpost::protocol
