#include "check/documents.hpp"

#include "check/document_place.hpp"
#include "check/document_reading.hpp"
#include "check/rendered.hpp"
#include "check/web_page.hpp"
#include "support/live_world.hpp"

namespace fingerpost::check {

namespace {

using test::find;
using test::fired;
using Lines = std::vector<std::string>;

constexpr Family family{"documents", "", document_checks, judge_documents};

const std::string autoconfig = "https://autoconfig.example.com/mail/config-v1.1.xml";
const std::string asked = "?emailaddress=postmaster%40example.com";
const std::string well_known =
    "https://example.com/.well-known/autoconfig/mail/config-v1.1.xml" + asked;
const std::string autodiscover = "https://autodiscover.example.com/autodiscover/autodiscover.xml";
const std::string json =
    "https://autodiscover.example.com/autodiscover/autodiscover.json/v1.0/postmaster%40example.com";
const std::string profile = "https://conf.example.net/mobileconfig/" + asked;
const std::string pacc =
    "https://ua-auto-config.example.com/.well-known/user-agent-configuration.json";

/// What a former provider would have left behind.
Offer former_offer() {
    auto offer = test::mail_offer();
    for (auto& server : offer.servers)
        server.host = "mail.former.test";
    return offer;
}

class DocumentsTest : public testing::Test {
protected:
    DocumentsTest() { test::add_discovery(world, domain.subject()); }

    Findings judged() const { return test::judged(family, domain.subject(), world); }

    /// At this URL the document of another offer is served.
    void serve(const std::string& url, Offer offer, PageQuery query = {}) {
        const test::LiveDomain other(std::move(offer));
        query.url = url;
        test::serve(world, other.subject(), query);
    }
    void post(const std::string& url, Offer offer) {
        serve(url, std::move(offer), autodiscover_query(domain.subject(), url));
    }
    void lose(const std::string& url) { world.page(url, Page(Error{Errc::timeout, "too slow"})); }
    void remove(const std::string& url) { world.page(url, 404, "text/plain", "none"); }

    test::LiveDomain domain{test::rich_offer()};
    test::World world;
};

} // namespace

TEST_F(DocumentsTest, our_own_documents_are_what_the_catalog_says) {
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines());
    for (const auto& check : document_checks)
        EXPECT_TRUE(find(findings, check.id, Verdict::ok)) << check.id;
}

TEST_F(DocumentsTest, nothing_is_fetched_where_checks_are_not_live) {
    domain.circumstances.live = false;
    EXPECT_TRUE(judged().all().empty());
}

TEST_F(DocumentsTest, a_domain_without_mail_servers_has_no_documents_to_miss) {
    const test::LiveDomain none{Offer()};
    EXPECT_EQ(fired(test::judged(family, none.subject(), test::World())), Lines());
}

TEST_F(DocumentsTest, what_nobody_serves_is_missing) {
    const auto findings = test::judged(family, domain.subject(), test::World());
    const Lines expected{
        "autoconfig-content missing",
        "autodiscover-content missing",
        "autodiscover-json-content missing",
        "mobileconfig-content missing",
        "pacc-content missing"};
    EXPECT_EQ(fired(findings), expected);
    const auto* finding = find(findings, "autoconfig-content", Verdict::missing);
    EXPECT_NE(finding->expected.find("imap imap.example.net port 993, TLS"), std::string::npos);
    EXPECT_NE(finding->found.find("autoconfig.example.com has no address"), std::string::npos);
}

TEST_F(DocumentsTest, names_that_we_do_not_want_are_not_missed) {
    domain.desired.clear();
    domain.host.public_hostname.clear();
    EXPECT_EQ(fired(test::judged(family, domain.subject(), test::World())), Lines());
}

TEST_F(DocumentsTest, any_place_that_thunderbird_takes_will_do) {
    for (const auto* scheme : {"https", "http"})
        remove(std::string(scheme) + "://autoconfig.example.com/mail/config-v1.1.xml" + asked);
    world.add("example.com. 3600 A 192.0.2.80");
    EXPECT_EQ(fired(judged()), Lines());
    remove(well_known);
    remove("http" + well_known.substr(5));
    EXPECT_EQ(fired(judged()), Lines{"autoconfig-content missing"});
}

TEST_F(DocumentsTest, a_time_out_is_never_missing) {
    for (const auto& url : {autodiscover, profile, pacc, json + "?Protocol=AutodiscoverV1"})
        lose(url);
    for (const auto* scheme : {"https", "http"})
        lose(std::string(scheme) + "://autoconfig.example.com/mail/config-v1.1.xml" + asked);
    lose("https://conf.example.net/autodiscover/autodiscover.xml");
    const Lines expected{
        "autoconfig-content unknown",
        "autodiscover-content unknown",
        "autodiscover-json-content unknown",
        "mobileconfig-content unknown",
        "pacc-content unknown"};
    EXPECT_EQ(fired(judged()), expected);
}

TEST_F(DocumentsTest, a_former_providers_document_is_stale_or_in_conflict_with_ours) {
    serve(autoconfig + asked, former_offer());
    EXPECT_EQ(fired(judged()), Lines{"autoconfig-content conflict"}) << "plain http is ours";
    serve("http" + autoconfig.substr(5) + asked, former_offer());
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"autoconfig-content stale"});
    const auto* finding = find(findings, "autoconfig-content", Verdict::stale);
    EXPECT_EQ(finding->subject, autoconfig);
    EXPECT_NE(finding->found.find("mail.former.test"), std::string::npos);
    EXPECT_NE(finding->detail.find("Thunderbird"), std::string::npos);
}

TEST_F(DocumentsTest, one_wrong_port_is_found_and_so_is_a_server_only_some_clients_take) {
    auto offer = test::rich_offer();
    for (auto& server : offer.servers)
        if (server.service == Service::submission && server.security == Security::starttls)
            server.port = 25;
    serve(autoconfig + asked, offer);
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"autoconfig-content wrong"});
    const auto* finding = find(findings, "autoconfig-content", Verdict::wrong);
    EXPECT_NE(finding->found.find("port 25"), std::string::npos) << finding->found;
    EXPECT_EQ(finding->detail.find("Thunderbird,"), std::string::npos) << finding->detail;
}

TEST_F(DocumentsTest, a_web_page_in_the_documents_place_is_wrong_unless_a_better_place_answers) {
    world.add("example.com. 3600 A 192.0.2.80");
    world.page(well_known, 200, "text/html", "<html><body>Welcome</body></html>");
    EXPECT_EQ(fired(judged()), Lines());
    world.page(autoconfig + asked, 200, "text/html", "<html><body>Welcome</body></html>");
    EXPECT_EQ(fired(judged()), Lines{"autoconfig-content wrong"});
}

TEST_F(DocumentsTest, a_login_that_a_directory_knows_is_no_difference) {
    auto offer = test::rich_offer();
    for (auto& server : offer.servers)
        server.user_name = "uid4711";
    serve(autoconfig + asked, offer);
    EXPECT_EQ(fired(judged()), Lines{"autoconfig-content wrong"});
    domain.offer.directory = std::make_shared<LdapServer>();
    EXPECT_EQ(fired(judged()), Lines());
}

TEST_F(DocumentsTest, redirections_are_followed) {
    http::Reply reply;
    reply.status = 302;
    const auto elsewhere = "https://conf.example.net/mail/config-v1.1.xml" + asked;
    reply.headers = {{"location", elsewhere}};
    world.page(autoconfig + asked, Page(reply));
    serve(elsewhere, test::rich_offer());
    EXPECT_EQ(fired(judged()), Lines());
    serve(elsewhere, former_offer());
    const auto findings = judged();
    const auto* finding = find(findings, "autoconfig-content", Verdict::conflict);
    ASSERT_TRUE(finding);
    EXPECT_TRUE(finding->found.starts_with("302 to " + elsewhere)) << finding->found;
}

TEST_F(DocumentsTest, autodiscover_may_be_reached_by_plain_redirection_or_srv_alone) {
    remove(autodiscover);
    EXPECT_EQ(fired(judged()), Lines()) << "by SRV";
    http::Reply reply;
    reply.status = 302;
    reply.headers = {{"location", "https://conf.example.net/autodiscover/autodiscover.xml"}};
    world.page("http" + autodiscover.substr(5), Page(reply));
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines());
    EXPECT_EQ(
        find(findings, "autodiscover-content", Verdict::ok)->subject,
        "http" + autodiscover.substr(5)
    );
}

TEST_F(DocumentsTest, a_former_providers_autodiscover_is_found) {
    post(autodiscover, former_offer());
    EXPECT_EQ(fired(judged()), Lines{"autodiscover-content conflict"});
    post("https://conf.example.net/autodiscover/autodiscover.xml", former_offer());
    EXPECT_EQ(fired(judged()), Lines{"autodiscover-content stale"});
}

TEST_F(DocumentsTest, an_exchange_that_wants_a_password_is_not_ours) {
    world.page(autodiscover, 401, "text/html", "");
    EXPECT_EQ(fired(judged()), Lines{"autodiscover-content wrong"});
}

TEST_F(DocumentsTest, another_url_in_json_is_found) {
    const auto url = json + "?Protocol=AutodiscoverV1";
    world.page(
        url,
        200,
        "application/json",
        R"({"Protocol":"AutodiscoverV1","Url":"https://ad.former.test/autodiscover.xml"})"
    );
    const auto findings = judged();
    EXPECT_EQ(fired(findings), Lines{"autodiscover-json-content stale"});
    world.page(url, 404, "application/json", "{}");
    EXPECT_EQ(fired(judged()), Lines{"autodiscover-json-content missing"});
}

TEST_F(DocumentsTest, a_profile_that_says_something_else_is_found) {
    serve(profile, former_offer());
    EXPECT_EQ(fired(judged()), Lines{"mobileconfig-content stale"});
    world.page(profile, 200, "text/html", "<html/>");
    EXPECT_EQ(fired(judged()), Lines{"mobileconfig-content wrong"});
}

TEST_F(DocumentsTest, pacc_that_names_other_servers_is_found) {
    serve(pacc, former_offer());
    EXPECT_EQ(fired(judged()), Lines{"pacc-content stale"});
    world.page(pacc, 200, "application/json", "{");
    EXPECT_EQ(fired(judged()), Lines{"pacc-content wrong"});
}

TEST_F(DocumentsTest, what_is_rendered_is_of_this_domain_only) {
    const auto subject = domain.subject();
    PageQuery query;
    query.url = autoconfig + asked;
    const auto own = rendered(subject, query);
    ASSERT_TRUE(own);
    const auto readings = read_autoconfig_as_clients(own->content_type, own->body, {"a", "b.test"});
    EXPECT_TRUE(is_readable(readings));
    EXPECT_EQ(difference(readings, readings, true).clients, "");
    query.url = "https://autoconfig.example.org/mail/config-v1.1.xml";
    EXPECT_FALSE(rendered(subject, query)) << "that is another domain";
    query.url = "https://autoconfig.example.com/nothing";
    EXPECT_FALSE(rendered(subject, query));
}

TEST_F(DocumentsTest, a_page_that_was_not_heard_is_told_from_one_that_is_not_there) {
    WebPage page;
    page.page = Error{Errc::timeout, "too slow"};
    EXPECT_TRUE(page.is_unknown());
    EXPECT_EQ(page.why_absent(), "");
    page.page = Error{Errc::upstream, "refused"};
    EXPECT_FALSE(page.is_unknown());
    EXPECT_EQ(page.why_absent(), "refused");
    http::Reply reply;
    reply.status = 503;
    page.page = reply;
    EXPECT_TRUE(page.is_unknown()) << "the server asks for patience";
}

} // namespace fingerpost::check
