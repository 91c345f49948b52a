#include "check/endpoints.hpp"

#include "check/endpoint_certificate.hpp"
#include "check/endpoint_checks.hpp"
#include "check/endpoint_login.hpp"
#include "check/endpoint_notes.hpp"
#include "check/endpoint_web.hpp"
#include "check/told_server.hpp"
#include "support/live_world.hpp"

namespace fingerpost::check {

namespace {

using probe::Trouble;
using test::find;
using test::fired;
using test::good_visit;
using test::live_day;
using test::trouble;

constexpr Family family{"endpoints", "", endpoint_checks, judge_endpoints};

Offer everything() {
    auto offer = test::rich_offer();
    const auto set = [&](AttributeId id, const char* value) {
        offer.attributes.set({id, "", value});
    };
    set(AttributeId::activesync, "https://eas.example.net/Microsoft-Server-ActiveSync");
    set(AttributeId::ews, "https://eas.example.net/EWS/Exchange.asmx");
    return offer;
}

class EndpointsTest : public testing::Test {
protected:
    EndpointsTest() { test::add_servers(world, domain.subject()); }

    Findings judged() const { return test::judged(family, domain.subject(), world); }
    std::vector<std::string> found() const { return fired(judged()); }

    probe::Visit submission() const {
        auto visit = good_visit("smtp.example.net");
        visit.offers = {"STARTTLS"};
        return visit;
    }

    test::LiveDomain domain{everything()};
    test::World world;
};

using Lines = std::vector<std::string>;

} // namespace

TEST_F(EndpointsTest, says_of_every_check_that_it_holds_where_all_is_well) {
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines());
    for (const auto& check : endpoint_checks)
        EXPECT_TRUE(find(findings, check.id, Verdict::ok)) << check.id;
}

TEST_F(EndpointsTest, nobody_is_visited_where_checks_are_not_live) {
    domain.circumstances.live = false;
    const auto findings = test::judged(family, domain.subject(), test::World());
    EXPECT_TRUE(findings.all().empty());
}

TEST_F(EndpointsTest, a_host_without_an_address_is_missing) {
    test::World empty;
    const auto* finding = find(
        test::judged(family, domain.subject(), empty), "endpoint-no-address", Verdict::missing
    );
    ASSERT_TRUE(finding);
}

TEST_F(EndpointsTest, a_host_whose_addresses_nobody_tells_is_unknown) {
    for (const auto type : {resolve::Type::a, resolve::Type::aaaa})
        world.fail("imap.example.net", type, resolve::Failure::timeout);
    const auto findings = judged();
    for (const auto& line : fired(findings))
        EXPECT_TRUE(line.ends_with("unknown")) << line;
    EXPECT_TRUE(find(findings, "endpoint-no-address", Verdict::unknown));
    EXPECT_TRUE(find(findings, "endpoint-certificate", Verdict::unknown));
}

TEST_F(EndpointsTest, a_refused_connection_is_an_error_and_silences_the_rest) {
    world.visit("imap.example.net", 993, trouble(Trouble::refused, "port 993 refuses"));
    EXPECT_EQ(found(), Lines{"endpoint-unreachable wrong"});
}

TEST_F(EndpointsTest, a_time_out_leaves_all_checks_of_the_server_unknown) {
    world.visit("imap.example.net", 993, trouble(Trouble::timeout, "too slow"));
    const Lines expected{
        "endpoint-authentication unknown",
        "endpoint-certificate unknown",
        "endpoint-certificate-expiry unknown",
        "endpoint-certificate-name unknown",
        "endpoint-protocol unknown",
        "endpoint-unreachable unknown"};
    EXPECT_EQ(found(), expected);
}

TEST_F(EndpointsTest, an_address_that_may_not_be_visited_is_unknown) {
    world.visit("imap.example.net", 993, trouble(Trouble::not_allowed, "not public"));
    const auto findings = judged();
    const auto* finding = find(findings, "endpoint-unreachable", Verdict::unknown);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->found, "not public");
}

TEST_F(EndpointsTest, every_address_is_visited_and_one_bad_one_counts) {
    const auto subject = domain.subject();
    world.add("imap.example.net. 3600 AAAA 2001:db8::1");
    const std::array<const Family*, 1> families{&family};
    Judgement judgement(subject, families);
    while (true) {
        const auto wanted = judgement.step();
        if (wanted.empty()) break;
        for (const auto& query : wanted.dns)
            judgement.evidence().learn(query, world.answer(query));
        for (const auto& query : wanted.pages)
            judgement.evidence().learn(query, world.answer(query));
        for (const auto& endpoint : wanted.visits) {
            auto visit = world.answer(endpoint);
            if (endpoint.address == "2001:db8::1" && endpoint.port == 993) {
                visit.trust->trusted = false;
                visit.trust->why = "certificate has expired";
            }
            if (endpoint.address == "2001:db8::1" && endpoint.port == 4190)
                visit = trouble(Trouble::unreachable, "no route to 2001:db8::1");
            judgement.evidence().learn(endpoint, visit);
        }
    }
    const auto findings = judgement.take();
    const Lines expected{"endpoint-certificate wrong", "endpoint-unreachable unknown"};
    EXPECT_EQ(fired(findings), expected) << "no way to an address here says nothing of the server";
    EXPECT_EQ(
        find(findings, "endpoint-certificate", Verdict::wrong)->subject,
        "imap.example.net port 993 (IMAP, TLS)"
    );
}

TEST_F(EndpointsTest, another_service_at_the_port_is_an_error) {
    world.visit("imap.example.net", 993, trouble(Trouble::not_the_service, "speaks SMTP"));
    EXPECT_EQ(found(), Lines{"endpoint-protocol wrong"});
}

TEST_F(EndpointsTest, a_failed_handshake_is_an_error_of_the_protocol) {
    world.visit("imap.example.net", 993, trouble(Trouble::no_tls, "no TLS 1.2"));
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"endpoint-protocol wrong"});
    EXPECT_EQ(find(findings, "endpoint-protocol", Verdict::wrong)->expected, "IMAP with TLS");
}

TEST_F(EndpointsTest, starttls_that_is_not_offered_or_refused_is_an_error) {
    for (const auto kind : {Trouble::no_starttls, Trouble::starttls_failed}) {
        world.visit("smtp.example.net", 587, trouble(kind, "no STARTTLS"));
        EXPECT_EQ(found(), Lines{"endpoint-starttls wrong"});
    }
}

TEST_F(EndpointsTest, words_that_came_before_tls_are_an_injection) {
    world.visit("smtp.example.net", 587, trouble(Trouble::injected, "says more"));
    EXPECT_EQ(found(), Lines{"endpoint-starttls-injection wrong"});
}

TEST_F(EndpointsTest, a_plain_password_before_starttls_is_a_warning) {
    auto visit = submission();
    visit.mechanisms_in_clear = {"PLAIN", "LOGIN"};
    world.visit("smtp.example.net", 587, visit);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"endpoint-clear-login wrong"});
    const auto* finding = find(findings, "endpoint-clear-login", Verdict::wrong);
    EXPECT_EQ(finding->severity, Severity::warning);
    EXPECT_EQ(finding->found, "before STARTTLS: PLAIN, LOGIN");
}

TEST_F(EndpointsTest, what_protects_the_password_may_be_offered_before_starttls) {
    auto visit = submission();
    visit.mechanisms_in_clear = {"SCRAM-SHA-256"};
    world.visit("smtp.example.net", 587, visit);
    EXPECT_EQ(found(), Lines());
}

TEST_F(EndpointsTest, a_chain_that_is_not_trusted_is_an_error_with_its_reason) {
    auto visit = good_visit("imap.example.net");
    visit.trust = probe::Trust{false, true, "self-signed certificate", visit.chain[0].not_after};
    world.visit("imap.example.net", 993, visit);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"endpoint-certificate wrong"});
    const auto* finding = find(findings, "endpoint-certificate", Verdict::wrong);
    EXPECT_EQ(finding->found, "self-signed certificate");
}

TEST_F(EndpointsTest, a_certificate_for_another_name_is_an_error_that_lists_the_names) {
    auto visit = good_visit("mail.example.net");
    visit.trust->covers = false;
    world.visit("imap.example.net", 993, visit);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"endpoint-certificate-name wrong"});
    const auto* finding = find(findings, "endpoint-certificate-name", Verdict::wrong);
    EXPECT_EQ(finding->found, "mail.example.net");
}

TEST_F(EndpointsTest, an_end_that_is_near_is_a_warning_and_then_an_error) {
    struct Case {
        std::int64_t left;
        Severity severity;
        std::string_view says;
    };
    for (const auto& [left, severity, says] :
         {Case{13 * live_day, Severity::warning, "the certificate ends in 13 days"},
          Case{2 * live_day, Severity::error, "the certificate ends in 2 days"},
          Case{3600, Severity::error, "the certificate ends in 1 hour:"}}) {
        world.visit("imap.example.net", 993, good_visit("imap.example.net", left));
        const auto findings = judged();
        EXPECT_EQ(fired(findings), Lines{"endpoint-certificate-expiry wrong"});
        const auto* finding = find(findings, "endpoint-certificate-expiry", Verdict::wrong);
        EXPECT_EQ(finding->severity, severity) << left;
        EXPECT_TRUE(finding->found.starts_with(says)) << finding->found;
    }
}

TEST_F(EndpointsTest, the_end_of_an_intermediate_counts_as_well) {
    auto visit = good_visit("imap.example.net");
    visit.trust->ends = test::live_now + 5 * live_day;
    world.visit("imap.example.net", 993, visit);
    const auto findings = judged();
    const auto* finding = find(findings, "endpoint-certificate-expiry", Verdict::wrong);
    ASSERT_TRUE(finding);
    EXPECT_TRUE(finding->found.starts_with("a certificate above it ends in 5 days"));
}

TEST_F(EndpointsTest, a_certificate_of_six_days_may_be_renewed_late) {
    auto visit = good_visit("imap.example.net", 3 * live_day);
    visit.chain[0].not_before = test::live_now - 3 * live_day;
    world.visit("imap.example.net", 993, visit);
    EXPECT_EQ(found(), Lines());
}

TEST_F(EndpointsTest, a_told_login_that_is_not_offered_is_an_error) {
    struct Case {
        Authentication told;
        std::vector<std::string> offered;
        bool password;
        bool fine;
    };
    const std::vector<Case> cases{
        {Authentication::password, {"PLAIN"}, false, true},
        {Authentication::password, {}, true, true}, // the command LOGIN
        {Authentication::password, {"XOAUTH2"}, false, false},
        {Authentication::encrypted_password, {"SCRAM-SHA-256"}, false, true},
        {Authentication::encrypted_password, {"CRAM-MD5"}, false, true},
        {Authentication::encrypted_password, {"PLAIN"}, true, false},
        {Authentication::gssapi, {"GSSAPI"}, false, true},
        {Authentication::gssapi, {"GSS-SPNEGO"}, false, false},
        {Authentication::ntlm, {"NTLM"}, false, true},
        {Authentication::ntlm, {"PLAIN"}, true, false},
        {Authentication::oauth2, {"OAUTHBEARER"}, false, true},
        {Authentication::oauth2, {"PLAIN"}, true, false},
        {Authentication::none, {}, false, true}};
    for (const auto& [told, offered, password, fine] : cases) {
        test::LiveDomain other(test::mail_offer());
        for (auto& server : other.offer.servers)
            if (server.service == Service::imap) server.authentication = told;
        auto visit = good_visit("imap.example.net");
        visit.mechanisms = offered;
        visit.password = password;
        world.visit("imap.example.net", 993, visit);
        const auto names = fired(test::judged(family, other.subject(), world));
        EXPECT_EQ(names, fine ? Lines() : Lines{"endpoint-authentication wrong"})
            << static_cast<int>(told);
    }
}

TEST_F(EndpointsTest, a_server_without_tls_has_no_certificate_to_judge) {
    test::LiveDomain other(test::mail_offer());
    for (auto& server : other.offer.servers)
        server.security = Security::none;
    const auto findings = test::judged(family, other.subject(), world);
    EXPECT_TRUE(find(findings, "endpoint-protocol", Verdict::ok));
    EXPECT_FALSE(find(findings, "endpoint-starttls", Verdict::ok));
}

TEST_F(EndpointsTest, urls_that_are_nobodys_are_errors) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"https://dav.example.net/dav/", "endpoint-dav wrong"},
        {"https://dav.example.net/.well-known/jmap", "endpoint-jmap wrong"},
        {"https://eas.example.net/Microsoft-Server-ActiveSync", "endpoint-eas wrong"},
        {"https://eas.example.net/EWS/Exchange.asmx", "endpoint-ews wrong"}};
    for (const auto& [url, line] : cases) {
        auto other = world;
        other.page(url, 404, "text/html", "");
        EXPECT_EQ(fired(test::judged(family, domain.subject(), other)), Lines{line}) << url;
        other.page(url, Page(Error{Errc::timeout, "too slow"}));
        const auto names = fired(test::judged(family, domain.subject(), other));
        ASSERT_EQ(names.size(), 1U) << url;
        EXPECT_TRUE(names[0].ends_with("unknown")) << url;
    }
}

TEST_F(EndpointsTest, a_web_page_is_no_calendar_and_no_jmap_session) {
    world.page("https://dav.example.net/dav/", 200, "text/html", "<html/>");
    world.page("https://dav.example.net/.well-known/jmap", 200, "text/html", "<html/>");
    EXPECT_EQ(found(), (Lines{"endpoint-dav wrong", "endpoint-jmap wrong"}));
}

TEST_F(EndpointsTest, redirections_are_followed_to_where_they_end) {
    const auto redirect = [&](const std::string& from, const std::string& to) {
        http::Reply reply;
        reply.status = 301;
        reply.headers = {{"location", to}};
        world.page(from, Page(std::move(reply)));
    };
    redirect("https://dav.example.net/dav/", "/remote.php/dav/");
    world.page("https://dav.example.net/remote.php/dav/", 207, "application/xml", "");
    EXPECT_EQ(found(), Lines());
    redirect("https://dav.example.net/remote.php/dav/", "/dav/");
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"endpoint-dav wrong"}) << "round in circles";
}

TEST_F(EndpointsTest, every_server_and_every_host_of_a_url_is_told_once) {
    std::set<std::string> titles;
    const auto told = told_endpoints(domain.subject());
    for (const auto& server : told)
        titles.insert(title(server.endpoint));
    EXPECT_EQ(titles.size(), told.size());
    EXPECT_TRUE(titles.contains("imap.example.net port 4190 (ManageSieve, STARTTLS)"));
    EXPECT_TRUE(titles.contains("dav.example.net port 443 (web, TLS)"));
    EXPECT_TRUE(titles.contains("eas.example.net port 443 (web, TLS)"));
}

TEST_F(EndpointsTest, a_server_that_nobody_logs_in_to_needs_no_mechanism) {
    EXPECT_FALSE(needs_mechanism({Authentication::none}));
    EXPECT_TRUE(needs_mechanism({Authentication::none, Authentication::oauth2}));
}

TEST_F(EndpointsTest, what_failed_at_one_address_outweighs_what_is_unclear_at_another) {
    EndpointNotes notes;
    const auto& check = endpoint_check("endpoint-certificate");
    notes.hold(check);
    notes.unclear(check, "too slow");
    Findings unclear;
    notes.tell("a server", unclear);
    EXPECT_EQ(unclear.all().front().verdict, Verdict::unknown);
    notes.fail(check, "expired");
    notes.fail(check, "expired");
    Findings failed;
    notes.tell("a server", failed);
    ASSERT_EQ(failed.all().size(), 1U);
    EXPECT_EQ(failed.all().front().verdict, Verdict::wrong);
    EXPECT_EQ(failed.all().front().found, "expired");
}

TEST_F(EndpointsTest, of_many_names_only_the_first_are_listed) {
    probe::Certificate certificate;
    EXPECT_EQ(names_of(certificate), "no name at all");
    for (int i = 0; i < 12; ++i)
        certificate.names.push_back("n" + std::to_string(i) + ".example.com");
    EXPECT_TRUE(names_of(certificate).ends_with("n9.example.com and 2 more"));
}

} // namespace fingerpost::check
