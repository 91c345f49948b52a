#include "trace/walk.hpp"

#include "support/fake_outside.hpp"
#include "trace/journey.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::trace {

namespace {

using test::autoconfig_document;
using test::FakeOutside;
using test::pox_document;
using test::steps_of;
using test::with;

const std::string https_autoconfig = "GET https://autoconfig.example.com/mail/config-v1.1.xml";
const std::string http_autoconfig = "GET http://autoconfig.example.com/mail/config-v1.1.xml";
const std::string well_known =
    "GET https://example.com/.well-known/autoconfig/mail/config-v1.1.xml";
const std::string who = "?emailaddress=jane%40example.com";

void expect(const Trace& trace, Conclusion conclusion) {
    EXPECT_EQ(name(trace.conclusion), name(conclusion)) << trace.summary << '\n' << steps_of(trace);
}

/// SRV records for both directions.
void publish_srv(FakeOutside& outside) {
    outside.srv("_imaps._tcp.example.com", {{0, 1, 993, "imap.example.com"}});
    outside.srv("_submission._tcp.example.com", {{0, 1, 587, "smtp.example.com"}});
}

} // namespace

TEST(Walk, nobody_is_configured_by_a_domain_that_publishes_nothing) {
    for (const auto& client : clients()) {
        FakeOutside outside;
        const auto trace = outside.walk(client.name.data());
        expect(trace, Conclusion::fails);
        EXPECT_TRUE(trace.settings.empty()) << client.name;
        for (const auto& step : trace.steps)
            EXPECT_FALSE(step.source.empty()) << client.name << ": " << step.what;
    }
}

TEST(Walk, a_time_out_is_unknown_and_never_missing) {
    for (const auto* client : {"claws", "evolution", "fairemail"}) {
        FakeOutside outside;
        outside.time_out("SRV _imaps._tcp.example.com");
        expect(outside.walk(client), Conclusion::unknown);
    }
    FakeOutside outside;
    outside.fail(https_autoconfig, Errc::timeout);
    const auto trace = outside.walk("geary");
    expect(trace, Conclusion::unknown);
    EXPECT_EQ(trace.steps.front().verdict, Verdict::unknown);
}

TEST(Walk, third_parties_are_asked_only_when_the_operator_wants_it) {
    const std::set<std::string> third{"live.thunderbird.net", "autoconfig.thunderbird.net"};
    const auto strangers = [&](const FakeOutside& outside) {
        int count = 0;
        for (const auto& [question, call] : outside.calls)
            count += static_cast<int>(third.count(call.url.host));
        return count;
    };
    for (const auto* client :
         {"thunderbird",
          "thunderbird-android",
          "evolution",
          "kmail",
          "geary",
          "deltachat",
          "fairemail"}) {
        FakeOutside silent;
        silent.walk(client);
        EXPECT_EQ(strangers(silent), 0) << client;
        FakeOutside asking;
        asking.walk(client, true);
        EXPECT_EQ(strangers(asking), 1) << client;
    }
}

TEST(WalkThunderbird, the_first_that_answers_hides_a_good_document_behind_it) {
    FakeOutside outside;
    outside.answer(https_autoconfig + who, "<html/>", "text/html");
    outside.answer(well_known + who, autoconfig_document);
    const auto trace = outside.walk("thunderbird");
    expect(trace, Conclusion::fails);
    EXPECT_EQ(trace.steps[0].verdict, Verdict::refused);
    EXPECT_EQ(trace.steps[1].verdict, Verdict::not_asked) << steps_of(trace);
    outside.answer(https_autoconfig + who, "", "text/html", 404);
    expect(outside.walk("thunderbird"), Conclusion::works);
}

TEST(WalkThunderbird, plain_http_comes_after_both_places_with_tls) {
    FakeOutside outside;
    outside.answer(http_autoconfig + who, autoconfig_document);
    expect(outside.walk("thunderbird"), Conclusion::works);
    EXPECT_EQ(outside.asked.size(), 3U);
}

TEST(WalkThunderbird, a_hosters_exchanger_leads_to_its_document) {
    FakeOutside outside;
    outside.mx("example.com", 20, "mx2.other.test");
    outside.mx("example.com", 10, "mx.eu.hosting.test");
    outside.answer(
        "GET https://autoconfig.hosting.test/mail/config-v1.1.xml" + who, autoconfig_document
    );
    const auto trace = outside.walk("thunderbird");
    expect(trace, Conclusion::works);
    EXPECT_NE(steps_of(trace).find("autoconfig.eu.hosting.test"), std::string::npos);
}

TEST(WalkThunderbird, autodiscover_is_its_last_resort) {
    FakeOutside outside;
    outside.answer(
        "POST https://autodiscover.example.com/autodiscover/autodiscover.xml", pox_document
    );
    expect(outside.walk("thunderbird"), Conclusion::works);
    FakeOutside by_srv;
    by_srv.srv("_autodiscover._tcp.example.com", {{0, 1, 8443, "mail.hosting.test"}});
    // whatever port the record names
    by_srv.answer("POST https://mail.hosting.test/autodiscover/autodiscover.xml", pox_document);
    expect(by_srv.walk("thunderbird"), Conclusion::works);
}

TEST(WalkAndroid, a_bad_document_lets_the_next_place_have_its_say) {
    FakeOutside outside;
    outside.answer(https_autoconfig, with(autoconfig_document, "SSL", "plain"), "text/html");
    outside.answer(well_known, autoconfig_document);
    const auto trace = outside.walk("thunderbird-android");
    expect(trace, Conclusion::works);
    EXPECT_EQ(trace.steps[0].verdict, Verdict::refused);
}

TEST(WalkEvolution, the_address_is_never_sent) {
    FakeOutside outside;
    outside.answer(
        https_autoconfig + "?emailaddress=EVOLUTIONUSER%40example.com",
        with(autoconfig_document, "%EMAILADDRESS%", "EVOLUTIONUSER@example.com")
    );
    const auto trace = outside.walk("evolution");
    expect(trace, Conclusion::works);
    EXPECT_EQ(trace.settings.incoming->user_name, "jane@example.com");
    for (const auto& [question, call] : outside.calls)
        EXPECT_EQ(question.find("jane"), question.npos);
}

TEST(WalkEvolution, records_complete_what_no_document_tells) {
    FakeOutside outside;
    publish_srv(outside);
    outside.srv("_caldavs._tcp.example.com", {{0, 1, 8443, "dav.example.com"}});
    outside.txt("_caldavs._tcp.example.com", "path=/dav/");
    const auto trace = outside.walk("evolution");
    expect(trace, Conclusion::works);
    EXPECT_EQ(
        summary(trace.settings),
        "imap imap.example.com port 993, TLS; smtp smtp.example.com port 587, STARTTLS; "
        "caldav https://dav.example.com:8443/dav/"
    );
}

TEST(WalkKmail, anything_with_status_200_ends_its_search) {
    FakeOutside outside;
    outside.answer(https_autoconfig, "<html/>");
    outside.answer(well_known, autoconfig_document);
    expect(outside.walk("kmail"), Conclusion::fails);
    outside.answer(https_autoconfig, "", "", 204);
    expect(outside.walk("kmail"), Conclusion::works);
}

TEST(WalkGeary, the_status_is_not_looked_at) {
    FakeOutside outside;
    outside.answer(https_autoconfig, autoconfig_document, "text/plain", 500);
    expect(outside.walk("geary"), Conclusion::works);
    FakeOutside elsewhere;
    elsewhere.answer(well_known, autoconfig_document);
    expect(elsewhere.walk("geary"), Conclusion::fails);
}

TEST(WalkClaws, submissions_alone_gives_it_nothing_to_send_with) {
    FakeOutside outside;
    outside.srv("_imaps._tcp.example.com", {{0, 1, 993, "imap.example.com"}});
    outside.srv("_submissions._tcp.example.com", {{0, 1, 465, "smtp.example.com"}});
    const auto trace = outside.walk("claws");
    expect(trace, Conclusion::fails);
    EXPECT_EQ(trace.summary, "Claws Mail does not work: no server for sending is configured");
    publish_srv(outside);
    expect(outside.walk("claws"), Conclusion::works);
}

TEST(WalkClaws, a_service_decidedly_not_offered_is_refused) {
    FakeOutside outside;
    outside.srv("_imaps._tcp.example.com", {{0, 0, 0, "."}});
    outside.srv("_imap._tcp.example.com", {{0, 1, 143, "imap.example.com"}});
    outside.srv("_submission._tcp.example.com", {{0, 1, 465, "smtp.example.com"}});
    const auto trace = outside.walk("claws");
    expect(trace, Conclusion::works);
    EXPECT_EQ(trace.steps[0].verdict, Verdict::refused);
    EXPECT_EQ(trace.settings.incoming->secured, Secured::starttls);
    EXPECT_EQ(trace.settings.outgoing->secured, Secured::tls);
}

TEST(WalkFairemail, records_go_before_documents_and_only_in_both_directions) {
    FakeOutside outside;
    publish_srv(outside);
    outside.answer(https_autoconfig + "?emailaddress=jane@example.com", autoconfig_document);
    EXPECT_EQ(outside.walk("fairemail").settings.outgoing->port, 587);
    EXPECT_TRUE(outside.calls.empty());
    outside.dns.erase("SRV _submission._tcp.example.com");
    const auto trace = outside.walk("fairemail");
    expect(trace, Conclusion::works);
    EXPECT_EQ(outside.calls.size(), 1U) << steps_of(trace);
}

TEST(WalkFairemail, a_redirection_to_another_scheme_is_not_followed) {
    FakeOutside outside;
    const auto plain = http_autoconfig + "?emailaddress=jane@example.com";
    outside.redirect(plain, "https://mail.hosting.test/c.xml", 301);
    outside.answer("GET https://mail.hosting.test/c.xml", autoconfig_document);
    expect(outside.walk("fairemail"), Conclusion::fails);
    outside.redirect(plain, "http://mail.hosting.test/c.xml", 301);
    outside.answer("GET http://mail.hosting.test/c.xml", autoconfig_document);
    expect(outside.walk("fairemail"), Conclusion::works);
}

TEST(WalkDeltaChat, autodiscover_is_asked_by_get) {
    FakeOutside outside;
    outside.answer(
        "GET https://autodiscover.example.com/autodiscover/autodiscover.xml", pox_document
    );
    expect(outside.walk("deltachat"), Conclusion::works);
}

TEST(WalkOutlook, the_plain_request_leads_to_where_the_settings_are) {
    FakeOutside outside;
    const auto plain = "GET http://autodiscover.example.com/autodiscover/autodiscover.xml";
    outside.redirect(plain, "https://mail.hosting.test/autodiscover/autodiscover.xml");
    const auto there = "POST https://mail.hosting.test/autodiscover/autodiscover.xml";
    outside.answer(there, pox_document);
    const auto trace = outside.walk("outlook");
    expect(trace, Conclusion::works);
    EXPECT_NE(outside.calls.at(there).body.find("jane@example.com"), std::string::npos);
    outside.redirect(plain, "http://mail.hosting.test/autodiscover/autodiscover.xml");
    expect(outside.walk("outlook"), Conclusion::fails);
}

TEST(WalkOutlook, a_challenge_lets_it_go_on) {
    FakeOutside outside;
    outside.answer("POST https://example.com/autodiscover/autodiscover.xml", "", "", 401);
    outside.srv("_autodiscover._tcp.example.com", {{0, 1, 443, "mail.hosting.test"}});
    outside.answer("POST https://mail.hosting.test/autodiscover/autodiscover.xml", pox_document);
    expect(outside.walk("outlook"), Conclusion::works);
}

TEST(WalkOutlook, redirections_in_the_body_have_an_end) {
    FakeOutside outside;
    outside.answer(
        "POST https://example.com/autodiscover/autodiscover.xml",
        "<Autodiscover><Response><Account><Action>redirectUrl</Action>"
        "<RedirectUrl>https://example.com/autodiscover/autodiscover.xml</RedirectUrl>"
        "</Account></Response></Autodiscover>"
    );
    const auto trace = outside.walk("outlook");
    expect(trace, Conclusion::fails);
    EXPECT_NE(trace.steps[1].why.find("too many"), std::string::npos) << trace.steps[1].why;
}

TEST(WalkApple, a_profile_needs_its_own_content_type) {
    FakeOutside outside;
    const auto profile =
        "GET https://autoconfig.example.com/mobileconfig/?emailaddress=jane%40example.com";
    outside.answer(profile, "<plist/>", "text/xml");
    const auto trace = outside.walk("apple");
    expect(trace, Conclusion::fails);
    EXPECT_NE(trace.steps.back().why.find("application/x-apple-aspen-config"), std::string::npos);
    outside.answer(profile, "no profile at all", "application/x-apple-aspen-config");
    expect(outside.walk("apple"), Conclusion::fails);
}

TEST(WalkDavx5, a_server_that_asks_for_the_password_is_found_behind_a_redirection) {
    FakeOutside outside;
    outside.redirect(
        "PROPFIND https://example.com/.well-known/caldav", "https://dav.example.com/dav/", 301
    );
    outside.answer("PROPFIND https://dav.example.com/dav/", "", "", 401); // without a challenge
    auto& reply = *outside.web.at("PROPFIND https://dav.example.com/dav/");
    expect(outside.walk("davx5"), Conclusion::fails);
    reply.headers.emplace_back("www-authenticate", "Basic realm=\"dav\"");
    const auto trace = outside.walk("davx5");
    expect(trace, Conclusion::works);
    EXPECT_EQ(summary(trace.settings), "caldav https://dav.example.com/dav/");
    EXPECT_EQ(outside.calls.at("PROPFIND https://dav.example.com/dav/").headers.back().second, "0");
}

TEST(WalkDavx5, records_and_their_path_go_before_the_well_known_place) {
    FakeOutside outside;
    outside.srv("_carddavs._tcp.example.com", {{0, 1, 8443, "dav.example.com"}});
    outside.txt("_carddavs._tcp.example.com", "path=/wrong/");
    outside.answer("PROPFIND https://dav.example.com:8443/wrong/", "", "", 404);
    outside.answer(
        "PROPFIND https://dav.example.com:8443/.well-known/carddav",
        "<multistatus xmlns='DAV:'><response><propstat><prop><current-user-principal>"
        "<href>/p/</href></current-user-principal></prop></propstat></response></multistatus>",
        "application/xml",
        207
    );
    const auto trace = outside.walk("davx5");
    expect(trace, Conclusion::works);
    EXPECT_EQ(trace.settings.dav.at(0).url, "https://dav.example.com:8443/.well-known/carddav");
}

TEST(WalkDavx5, tls_is_not_given_up_on_the_way) {
    FakeOutside outside;
    outside.redirect("PROPFIND https://example.com/.well-known/caldav", "http://dav.example.com/");
    expect(outside.walk("davx5"), Conclusion::fails);
    EXPECT_EQ(outside.calls.count("PROPFIND http://dav.example.com/"), 0U);
}

TEST(WalkRedirects, in_a_circle_have_an_end) {
    FakeOutside outside;
    outside.redirect(https_autoconfig, "https://autoconfig.example.com/mail/config-v1.1.xml");
    expect(outside.walk("geary"), Conclusion::fails);
    EXPECT_EQ(outside.asked.size(), static_cast<std::size_t>(redirects_max) + 1);
}

TEST(WalkUrls, an_address_goes_into_them_encoded) {
    const Address odd{"o'neil+x&y", "example.com"};
    EXPECT_EQ(
        filled("http://{domain}/?e={address}", odd, {}),
        "http://example.com/?e=o%27neil%2Bx%26y%40example.com"
    );
    EXPECT_EQ(
        filled("http://{domain}/?e={raw_address}", odd, {}),
        "http://example.com/?e=o%27neil+x%26y@example.com"
    );
}

} // namespace fingerpost::trace
