#include "protocol/autodiscover_soap.hpp"

#include "protocol/soap_settings.hpp"
#include "protocol/xml.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};

std::string enveloped(const std::string& body) {
    return R"(<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"
    xmlns:wsa="http://www.w3.org/2005/08/addressing">
  <soap:Header>
    <a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>
    <wsa:MessageID>urn:uuid:1</wsa:MessageID>
  </soap:Header>
  <soap:Body>)" +
           body + "</soap:Body></soap:Envelope>";
}

std::string
list(const std::string& name, const std::string& item, const std::vector<std::string>& all) {
    std::string text = "<a:" + name + ">";
    for (const auto& each : all)
        text += item == "User" ? "<a:User><a:Mailbox>" + each + "</a:Mailbox></a:User>"
                               : "<a:" + item + ">" + each + "</a:" + item + ">";
    return text + "</a:" + name + ">";
}

using Strings = std::vector<std::string>;

std::string users_request(const Strings& users, const Strings& settings) {
    return enveloped(
        "<a:GetUserSettingsRequestMessage><a:Request>" + list("Users", "User", users) +
        list("RequestedSettings", "Setting", settings) +
        "</a:Request></a:GetUserSettingsRequestMessage>"
    );
}

std::string domains_request(const Strings& domains, const Strings& settings) {
    return enveloped(
        "<a:GetDomainSettingsRequestMessage><a:Request>" + list("Domains", "Domain", domains) +
        list("RequestedSettings", "Setting", settings) +
        "</a:Request></a:GetDomainSettingsRequestMessage>"
    );
}

Request post(std::string body) {
    Request request;
    request.method = "POST";
    request.host = "autodiscover.example.com";
    request.body = std::move(body);
    return request;
}

/// As the daemon answers that serves every domain but stranger.test.
Response answer(const std::string& body, const Offer& offer) {
    const auto request = post(body);
    const auto question = parse_autodiscover_soap(request);
    if (!question) return refuse_autodiscover_soap(request, question.error(), {});
    std::vector<Found> found;
    const auto look_up = [&](const Address& address) {
        if (address.domain == "stranger.test")
            found.emplace_back(Error{Errc::not_found, "nobody"});
        else
            found.emplace_back(AccountSettings{offer, address.domain, address});
    };
    if (question->address)
        look_up(*question->address);
    else
        found.emplace_back(Error{Errc::not_found, "nobody"});
    for (const auto& other : question->others)
        look_up(other);
    auto response = *render_autodiscover_soap(*question, found);
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(parse_xml(response.body)) << response.body;
    return response;
}

/// The Response element, for looking at.
XmlElement told(const std::string& body, const Offer& offer) {
    const auto root = parse_xml(answer(body, offer).body);
    return root->child("Body")->children.at(0).children.at(0);
}

Offer rich_offer() {
    auto offer = test::full_offer();
    offer.attributes.set({AttributeId::ews, "", "https://mail.%EMAILDOMAIN%/EWS/Exchange.asmx"});
    return offer;
}

const Strings every_setting{
    "UserDisplayName",
    "AutoDiscoverSMTPAddress",
    "InternalImap4Connections",
    "ExternalImap4Connections",
    "InternalPop3Connections",
    "ExternalPop3Connections",
    "InternalSmtpConnections",
    "ExternalSmtpConnections",
    "InternalEwsUrl",
    "ExternalEwsUrl",
    "EwsSupportedSchemas",
    "CasVersion",
    "UserDN",
    "no name"};

TEST(AutodiscoverSoap, tells_a_user_what_was_asked_for) {
    const auto response = answer(users_request({"fred@example.com"}, every_setting), rich_offer());
    EXPECT_EQ(response.content_type, "text/xml; charset=utf-8");
    EXPECT_STREQ(response.outcome, "ok");
    test::expect_golden("autodiscover/usersettings.xml", response.body);
}

TEST(AutodiscoverSoap, tells_the_name_of_a_user_whose_name_is_known) {
    const auto offer = test::mail_offer();
    const auto question =
        parse_autodiscover_soap(post(users_request({"fred@example.com"}, {"UserDisplayName"})));
    AccountSettings settings{offer, "example.com", fred};
    settings.display_name = "Fred Example";
    const Found found = settings;
    const auto response = render_autodiscover_soap(*question, {&found, 1});
    EXPECT_NE(response->body.find("<Value>Fred Example</Value>"), std::string::npos);
}

TEST(AutodiscoverSoap, answers_each_user_in_order_with_an_error_of_their_own) {
    const auto response = told(
        users_request({"fred", "a@stranger.test", "fred@example.com"}, {"UserDisplayName"}),
        test::mail_offer()
    );
    EXPECT_EQ(response.child_text("ErrorCode"), "NoError");
    const auto& users = response.child("UserResponses")->children;
    ASSERT_EQ(users.size(), 3);
    EXPECT_EQ(users[0].child_text("ErrorCode"), "InvalidUser");
    EXPECT_EQ(users[1].child_text("ErrorCode"), "InvalidUser");
    EXPECT_EQ(users[1].child("RedirectTarget")->attribute("i:nil"), "true");
    EXPECT_EQ(users[2].child_text("ErrorCode"), "NoError");
    EXPECT_EQ(users[2].child("UserSettings")->children.size(), 1);
}

TEST(AutodiscoverSoap, a_setting_that_is_not_offered_is_an_error_of_its_own) {
    const auto response = told(
        users_request(
            {"fred@example.com"}, {"ExternalEwsUrl", "ExternalPop3Connections", "CasVersion", "Ä"}
        ),
        test::mail_offer()
    );
    const auto& user = response.child("UserResponses")->children.at(0);
    const auto& errors = user.child("UserSettingErrors")->children;
    ASSERT_EQ(errors.size(), 3);
    EXPECT_EQ(errors[0].child_text("SettingName"), "ExternalEwsUrl");
    EXPECT_EQ(errors[0].child_text("ErrorCode"), "SettingIsNotAvailable");
    EXPECT_EQ(errors[2].child_text("ErrorCode"), "InvalidSetting");
    EXPECT_EQ(user.child("UserSettings")->children.size(), 1);
}

TEST(AutodiscoverSoap, leads_users_on_who_have_moved) {
    auto offer = test::mail_offer();
    offer.attributes.set(
        {AttributeId::redirect_url, "", "https://ad.example.net/autodiscover/autodiscover.xml"}
    );
    const auto ask = [&] {
        const auto response = told(users_request({"fred@example.com"}, {"CasVersion"}), offer);
        const auto& user = response.child("UserResponses")->children.at(0);
        EXPECT_TRUE(user.child("UserSettings")->children.empty());
        return std::string(user.child_text("ErrorCode")) + ' ' +
               std::string(user.child_text("RedirectTarget"));
    };
    EXPECT_EQ(ask(), "RedirectUrl https://ad.example.net/autodiscover/autodiscover.svc");
    const auto domains = told(domains_request({"example.com"}, {"ExternalEwsUrl"}), offer);
    const auto& domain = domains.child("DomainResponses")->children.at(0);
    EXPECT_EQ(domain.child_text("ErrorCode"), "RedirectUrl");
    offer.attributes.set({AttributeId::moved_to, "", "example.org"});
    EXPECT_EQ(ask(), "RedirectAddress fred@example.org");
}

TEST(AutodiscoverSoap, tells_a_domain_where_its_web_services_are) {
    const auto response = answer(
        domains_request(
            {"example.com", "a b", "stranger.test"}, {"ExternalEwsUrl", "ExternalEwsVersion"}
        ),
        rich_offer()
    );
    test::expect_golden("autodiscover/domainsettings.xml", response.body);
}

TEST(AutodiscoverSoap, says_that_nobody_is_federated) {
    for (const std::string name :
         {"GetFederationInformation", "GetOrganizationRelationshipSettings"}) {
        const auto response = answer(
            enveloped("<a:" + name + "RequestMessage><a:Request/></a:" + name + "RequestMessage>"),
            test::mail_offer()
        );
        EXPECT_NE(response.body.find("<" + name + "ResponseMessage "), std::string::npos);
        EXPECT_NE(response.body.find("<ErrorCode>NotFederated<"), std::string::npos);
    }
}

TEST(AutodiscoverSoap, a_request_that_asks_nothing_or_too_much_is_invalid) {
    const auto many = [](const char* text, std::size_t count) {
        Strings all;
        for (std::size_t i = 0; i < count; ++i)
            all.push_back(text + std::to_string(i));
        return all;
    };
    const Strings one_user{"fred@example.com"};
    const Strings users = many("a@example.com", soap_items_max);
    EXPECT_EQ(
        told(users_request(users, {"CasVersion"}), test::mail_offer()).child_text("ErrorCode"),
        "NoError"
    );
    for (const auto& body :
         {users_request({}, {"CasVersion"}),
          users_request(one_user, {}),
          users_request(many("a@example.com", soap_items_max + 1), {"CasVersion"}),
          users_request(one_user, many("Setting", soap_items_max + 1)),
          users_request(users, many("Setting", 11)),
          domains_request({}, {"ExternalEwsUrl"}),
          enveloped("<a:GetUserSettingsRequestMessage/>")}) {
        const auto response = answer(body, test::mail_offer());
        EXPECT_STREQ(response.outcome, "invalid");
        EXPECT_NE(response.body.find("<ErrorCode>InvalidRequest<"), std::string::npos) << body;
    }
}

TEST(AutodiscoverSoap, the_longest_answer_is_bounded) {
    const Strings settings{
        "InternalImap4Connections",
        "ExternalImap4Connections",
        "InternalPop3Connections",
        "ExternalPop3Connections",
        "InternalSmtpConnections",
        "ExternalSmtpConnections",
        "EwsSupportedSchemas",
        "InternalEwsUrl",
        "ExternalEwsUrl",
        "UserDisplayName"};
    const Strings users(soap_items_max, "fred@example.com");
    const auto request = post(users_request(users, settings));
    const auto question = parse_autodiscover_soap(request);
    const auto offer = rich_offer();
    const std::vector<Found> found(users.size(), AccountSettings{offer, "example.com", fred});
    EXPECT_LT(render_autodiscover_soap(*question, found)->body.size(), 600'000);
}

TEST(AutodiscoverSoap, refuses_what_is_no_request_with_a_fault) {
    const auto fault = [](std::string body) {
        const auto response = answer(body, test::mail_offer());
        EXPECT_EQ(response.status, 400) << body;
        return std::string(
            parse_xml(response.body)->child("Body")->child("Fault")->child_text("faultcode")
        );
    };
    EXPECT_EQ(fault(""), "s:Client");
    EXPECT_EQ(fault("<a/>"), "s:Client");
    EXPECT_EQ(fault("<!DOCTYPE a><a/>"), "s:Client");
    EXPECT_EQ(fault(enveloped("")), "a:ActionNotSupported");
    EXPECT_EQ(fault(enveloped("<a:GetSomethingRequestMessage/>")), "a:ActionNotSupported");
    EXPECT_EQ(fault(enveloped("<GetUserSettingsRequestMessage/>")), "a:ActionNotSupported");
    EXPECT_EQ(
        fault("<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'><Body/></Envelope>"),
        "s:VersionMismatch"
    );
}

TEST(AutodiscoverSoap, refers_to_the_message_it_answers) {
    const auto response = answer(users_request({"fred@example.com"}, {"CasVersion"}), rich_offer());
    EXPECT_NE(response.body.find("<a:RelatesTo>urn:uuid:1</a:RelatesTo>"), std::string::npos);
}

} // namespace
} // namespace fingerpost::protocol
