#include "protocol/autodiscover_json.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

constexpr const char* root = "/autodiscover/autodiscover.json";

Request get(std::string path, std::string query = "Protocol=AutodiscoverV1") {
    Request request;
    request.host = "autodiscover.example.com";
    request.path = std::move(path);
    request.query = std::move(query);
    return request;
}

/// `served`: the domain of the host that was called is one of ours.
Response answer(const Request& request, const Offer& offer, bool served = false) {
    const auto question = parse_autodiscover_json(request);
    if (!question) return refuse_autodiscover_json(request, question.error(), {});
    std::vector<Found> found{AccountSettings{offer, question->host_domain, {}}};
    for (const auto& other : question->others)
        if (served)
            found.emplace_back(AccountSettings{offer, other.domain, other});
        else
            found.emplace_back(Error{Errc::not_found, "nobody"});
    return *render_autodiscover_json(*question, found);
}

std::string url(const Request& request, const Offer& offer, bool served = false) {
    const auto body = answer(request, offer, served).body;
    const auto start = body.find("\"Url\":\"");
    return start == body.npos ? body
                              : body.substr(start + 7, body.find('"', start + 7) - start - 7);
}

Offer offer_with(AttributeId id, std::string value) {
    auto offer = test::mail_offer();
    offer.attributes.set({id, "", std::move(value)});
    return offer;
}

TEST(AutodiscoverJson, reads_the_address_in_the_path_or_in_the_query) {
    const auto both = "Email=fred%40example.com&Protocol=x&RedirectCount=1";
    const std::vector<Request> requests{
        get(std::string(root) + "/v1.0/fred@example.com"),
        get(std::string(root) + "/v1.0/fred@example.com/"),
        get("/Autodiscover/AutoDiscover.JSON/V1.0/fred@example.com"),
        get(std::string(root) + "/v1.0/fred%40example.com"), // encoded twice
        get(root, both),
        get(std::string(root) + "/", both),
        get(std::string(root) + "/v1.0", both),
        get(root, "EMAIL=fred%2540example.com&PROTOCOL=x"),
        get(root, "protocol=x&email=fred@example.com")};
    for (const auto& request : requests) {
        const auto question = parse_autodiscover_json(request);
        ASSERT_TRUE(question) << request.path << '?' << request.query;
        EXPECT_EQ(question->host_domain, "example.com") << request.path << '?' << request.query;
    }
    const auto slash = parse_autodiscover_json(get(std::string(root) + "/v1.0/a/b@example.com"));
    EXPECT_EQ(slash->host_domain, "example.com");
}

TEST(AutodiscoverJson, has_one_version) {
    for (const char* rest : {"/v2.0/fred@example.com", "/v1.01/a@example.com", "/v1", "/x"}) {
        const auto response = answer(get(std::string(root) + rest), test::mail_offer());
        EXPECT_EQ(response.status, 404) << rest;
        EXPECT_NE(response.body.find("\"ErrorCode\":\"NotFound\""), std::string::npos) << rest;
    }
}

TEST(AutodiscoverJson, says_which_parameter_is_missing) {
    const auto expect_missing = [](const Request& request, const std::string& name) {
        const auto response = answer(request, test::mail_offer());
        EXPECT_EQ(response.status, 400);
        EXPECT_EQ(
            response.body,
            R"({"ErrorCode":"MandatoryParameterMissing","ErrorMessage":"The mandatory parameter ')" +
                name + R"(' is missing."})"
        );
        EXPECT_EQ(response.headers.back().first, "jsonerror");
        EXPECT_EQ(response.headers.back().second, "true");
    };
    for (const char* query :
         {"Protocol=Ews", "Email=&Protocol=Ews", "Email=fred&Protocol=Ews", "@x"})
        expect_missing(get(root, query), "Email");
    for (const char* query : {"", "Protocol=", "Protocol=%22%3C"})
        expect_missing(get(std::string(root) + "/v1.0/fred@example.com", query), "Protocol");
}

TEST(AutodiscoverJson, echoes_the_protocol_as_it_was_asked_for) {
    const auto path = std::string(root) + "/v1.0/fred@example.com";
    const auto response = answer(get(path, "Protocol=autodiscoverv1"), test::mail_offer());
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
    EXPECT_EQ(response.headers.front().second, "private");
    EXPECT_EQ(
        response.body,
        R"({"Protocol":"autodiscoverv1","Url":"https://autodiscover.example.com/autodiscover/autodiscover.xml"})"
    );
}

TEST(AutodiscoverJson, names_the_protocols_there_are_for_any_other) {
    const auto path = std::string(root) + "/v1.0/fred@example.com";
    auto offer = test::mail_offer();
    const auto refused = answer(get(path, "Protocol=R%22e%0Ast"), offer);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(
        refused.body,
        R"({"ErrorCode":"ProtocolNotSupported","ErrorMessage":"The given protocol value 'Rest' )"
        R"(is not supported. Supported values are 'AutodiscoverV1'."})"
    );
    EXPECT_EQ(answer(get(path, "Protocol=ActiveSync"), offer).status, 400);
    offer.attributes.set({AttributeId::activesync, "", "https://as.%EMAILDOMAIN%/as"});
    offer.attributes.set({AttributeId::ews, "", "https://ews.example.net/EWS/Exchange.asmx"});
    EXPECT_EQ(url(get(path, "Protocol=activesync"), offer), "https://as.example.com/as");
    EXPECT_EQ(url(get(path, "Protocol=EWS"), offer), "https://ews.example.net/EWS/Exchange.asmx");
    const auto body = answer(get(path, "Protocol=Rest"), offer).body;
    EXPECT_NE(body.find("'AutodiscoverV1,ActiveSync,Ews'"), std::string::npos) << body;
}

TEST(AutodiscoverJson, names_a_host_whose_certificate_the_client_can_accept) {
    const auto path = std::string(root) + "/v1.0/fred@example.com";
    const std::string file = "/autodiscover/autodiscover.xml";
    const auto plain = test::mail_offer();
    auto request = get(path);
    request.host = "example.com";
    EXPECT_EQ(url(request, plain), "https://example.com" + file);
    request.host = "autodiscover.example.net";
    EXPECT_EQ(url(request, plain, true), "https://autodiscover.example.net" + file);
    for (const char* host : {"stranger.test", "127.0.0.1", "", "localhost"}) {
        request.host = host;
        EXPECT_EQ(url(request, plain), "https://autodiscover.example.com" + file) << host;
    }
    EXPECT_EQ(
        url(get(path), offer_with(AttributeId::autodiscover_host, "ad.example.net")),
        "https://ad.example.net" + file
    );
    EXPECT_EQ(
        url(get(path), offer_with(AttributeId::redirect_url, "https://other.test/ad.xml")),
        "https://other.test/ad.xml"
    );
}

TEST(AutodiscoverJson, does_not_ask_who_the_user_is) {
    const auto question = parse_autodiscover_json(get(std::string(root) + "/v1.0/a@example.com"));
    EXPECT_FALSE(question->address);
    for (const auto& other : question->others)
        EXPECT_EQ(other.local, "");
}

TEST(AutodiscoverJson, a_stranger_is_404_in_json) {
    const auto response = refuse_autodiscover_json({}, {Errc::not_found, "nobody"}, {});
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.body, R"({"ErrorCode":"NotFound","ErrorMessage":"nobody"})");
}

} // namespace
} // namespace fingerpost::protocol
