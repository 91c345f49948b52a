#include "app/discovery.hpp"

#include "app/profile_qr.hpp"
#include "app/profile_signing.hpp"
#include "metrics/metrics.hpp"
#include "qr/image.hpp"
#include "support/await.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace fingerpost::app {
namespace {

class FakeSigner final : public http::Signer {
public:
    Result<std::string> sign(std::string_view content) const override {
        ++signed_;
        if (fails_) return Error{Errc::upstream, "no"};
        return "signed:" + std::string(content.substr(0, 5));
    }
    std::int64_t not_after() const override { return 1000; }

    mutable std::atomic<int> signed_ = 0;
    bool fails_ = false;
};

class DiscoveryTest : public testing::Test {
protected:
    DiscoveryTest() {
        CatalogBuilder builder;
        builder.set("example.com", builder.add_offer(test::full_offer()));
        builder.set("empty.test", builder.add_offer(Offer()));
        auto guest = test::mail_offer();
        guest.attributes.set({AttributeId::autodiscover_host, "", "ad.example.net"});
        builder.set("guest.test", builder.add_offer(guest));
        catalog_.set(std::move(builder).build());
    }

    Response
    ask(std::string method, std::string path, std::string query = "", std::string body = "") {
        Request request;
        request.method = std::move(method);
        request.scheme = scheme_;
        request.host = host_;
        request.path = std::move(path);
        request.query = std::move(query);
        request.body = std::move(body);
        return test::await(discovery_(request));
    }
    Response get(std::string path, std::string query = "") { return ask("GET", path, query); }

    std::string scheme_ = "https";
    std::string host_ = "127.0.0.1";
    Snapshot<Catalog> catalog_{Catalog()};
    std::int64_t now_ = 999;
    ProfileSigning signing_{[this] { return now_; }};
    metrics::Metrics metrics_;
    directory::Directory directory_{metrics_};
    Discovery discovery_{catalog_, directory_, signing_, [] { return protocol::TimeOfDay(0); }};
};

constexpr const char* autoconfig = "/mail/config-v1.1.xml";

TEST_F(DiscoveryTest, answers_an_address_of_a_served_domain) {
    const auto response = get(autoconfig, "emailaddress=jane@example.com");
    EXPECT_EQ(response.status, 200);
    EXPECT_NE(response.body.find("<username>jane@example.com</username>"), std::string::npos);
    EXPECT_STREQ(response.protocol, "autoconfig");
}

TEST_F(DiscoveryTest, answers_the_domain_of_the_host_without_a_user) {
    host_ = "autoconfig.example.com";
    for (const char* query : {"", "emailaddress=jane@stranger.test", "emailaddress=nobody"}) {
        const auto response = get(autoconfig, query);
        EXPECT_EQ(response.status, 200) << query;
        EXPECT_NE(response.body.find("%EMAILADDRESS%"), std::string::npos) << query;
    }
}

TEST_F(DiscoveryTest, gives_strangers_an_empty_404) {
    for (const char* path :
         {autoconfig,
          "/.well-known/autoconfig/mail/config-v1.1.xml",
          "/autodiscover/autodiscover.xml"}) {
        const auto response = get(path, "emailaddress=jane@stranger.test");
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_EQ(response.body, "") << path;
    }
}

TEST_F(DiscoveryTest, sends_clients_on_where_a_domain_has_no_mail) {
    EXPECT_EQ(get(autoconfig, "emailaddress=a@empty.test").status, 404);
    EXPECT_EQ(get("/mobileconfig", "emailaddress=a@empty.test").status, 422);
    const auto autodiscover = get("/autodiscover/autodiscover.xml", "Email=a@empty.test");
    EXPECT_NE(autodiscover.body.find("<ErrorCode>501<"), std::string::npos);
}

TEST_F(DiscoveryTest, has_a_page_for_people) {
    const auto page = get("/setup", "emailaddress=jane@example.com");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<code>imap.example.net</code>"), std::string::npos);
    EXPECT_STREQ(page.protocol, "setup_page");
    EXPECT_EQ(get("/setup", "emailaddress=jane@stranger.test").status, 404);
    EXPECT_EQ(get("/").status, 404);
    host_ = "autoconfig.example.com";
    EXPECT_EQ(get("/").status, 200);
}

TEST_F(DiscoveryTest, names_the_methods_a_path_takes) {
    const auto response = ask("DELETE", "/AUTODISCOVER/autodiscover.xml");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.headers[0].second, "GET, HEAD, POST");
    EXPECT_EQ(get("/elsewhere").status, 404);
}

constexpr const char* autodiscover = "/Autodiscover/Autodiscover.xml";

TEST_F(DiscoveryTest, leads_from_plain_http_to_the_autodiscover_host) {
    const auto target = [](const Response& response) {
        return response.status == 302 ? response.headers.at(0).second : "";
    };
    const std::string url = "https://ad.example.net/autodiscover/autodiscover.xml";
    scheme_ = "http";
    host_ = "autodiscover.guest.test";
    EXPECT_EQ(target(get(autodiscover)), url);
    EXPECT_EQ(target(ask("HEAD", autodiscover)), url);
    EXPECT_EQ(target(ask("POST", autodiscover, "", "rubbish")), url);
    host_ = "ad.example.net";
    EXPECT_EQ(get(autodiscover, "Email=a@guest.test").status, 200);
    host_ = "mail.example.net";
    EXPECT_EQ(target(get(autodiscover, "Email=a@guest.test")), url);
    scheme_ = "https";
    EXPECT_EQ(get(autodiscover, "Email=a@guest.test").status, 200);
    scheme_ = "http";
    host_ = "autodiscover.example.com";
    EXPECT_EQ(get(autodiscover).status, 200);
    EXPECT_NE(
        ask("POST", autodiscover, "", "rubbish").body.find("<ErrorCode>600<"), std::string::npos
    );
}

TEST_F(DiscoveryTest, names_a_url_on_a_host_that_was_called_only_if_we_know_it) {
    const auto url = [&](const char* host) {
        host_ = host;
        const auto body =
            get("/autodiscover/autodiscover.json/v1.0/a@example.com", "Protocol=AutodiscoverV1")
                .body;
        return body.substr(
            body.find("https://") + 8, body.rfind("/autodiscover/") - body.find("https://") - 8
        );
    };
    EXPECT_EQ(url("example.com"), "example.com");
    EXPECT_EQ(url("autodiscover.guest.test"), "autodiscover.guest.test");
    EXPECT_EQ(url("autodiscover.stranger.test"), "autodiscover.example.com");
}

TEST_F(DiscoveryTest, gives_strangers_a_404_in_json) {
    host_ = "autodiscover.example.com"; // the address alone says who asks
    const auto response =
        get("/autodiscover/autodiscover.json", "Email=a@stranger.test&Protocol=AutodiscoverV1");
    EXPECT_EQ(response.status, 404);
    EXPECT_NE(response.body.find("\"NotFound\""), std::string::npos);
    EXPECT_STREQ(response.protocol, "autodiscover_json");
}

TEST_F(DiscoveryTest, answers_soap_for_several_users) {
    const std::string user = "<User><Mailbox>a@example.com</Mailbox></User>";
    const std::string stranger = "<User><Mailbox>a@stranger.test</Mailbox></User>";
    const std::string body =
        R"(<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>)"
        R"(<GetUserSettingsRequestMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">)"
        "<Request><Users>" +
        stranger + user +
        "</Users><RequestedSettings>"
        "<Setting>ExternalImap4Connections</Setting></RequestedSettings></Request>"
        "</GetUserSettingsRequestMessage></Body></Envelope>";
    const auto response = ask("POST", "/autodiscover/autodiscover.svc", "", body);
    EXPECT_EQ(response.status, 200);
    const auto invalid = response.body.find("InvalidUser");
    EXPECT_LT(invalid, response.body.find("imap.example.net"));
    EXPECT_EQ(get("/autodiscover/autodiscover.svc").status, 405);
}

TEST_F(DiscoveryTest, follows_the_catalog) {
    CatalogBuilder builder;
    builder.set("*", builder.add_offer(test::mail_offer()));
    catalog_.set(std::move(builder).build());
    EXPECT_EQ(get(autoconfig, "emailaddress=jane@anything.test").status, 200);
}

TEST_F(DiscoveryTest, answers_without_a_directory_that_cannot_be_asked) {
    CatalogBuilder builder;
    auto offer = test::full_offer();
    offer.dav_servers.front().user_name = "";
    LdapServer nowhere;
    nowhere.name = "127.0.0.1";
    nowhere.port = 1;
    offer.directory = std::make_shared<const LdapServer>(nowhere);
    builder.set("example.com", builder.add_offer(offer));
    catalog_.set(std::move(builder).build());
    const auto document = get(autoconfig, "emailaddress=jane@example.com");
    EXPECT_EQ(document.status, 200);
    EXPECT_NE(document.body.find("<username>jane@example.com</username>"), std::string::npos);
    // what a directory might have told is there all the same
    const auto profile = get("/mobileconfig/", "emailaddress=jane@example.com").body;
    const auto told = [&](const std::string& key) {
        return profile.find("<key>" + key + "</key>") != std::string::npos;
    };
    EXPECT_TRUE(told("EmailAccountName"));
    EXPECT_TRUE(told("CalDAVUsername"));
    host_ = "autoconfig.example.com";
    EXPECT_EQ(get(autoconfig).status, 200); // nobody asks, so nobody is looked up
    host_ = "autodiscover.example.com";     // what is told of a domain needs no user
    const auto json = get("/autodiscover/autodiscover.json/v1.0/jane@example.com", "Protocol=Ews");
    EXPECT_EQ(json.status, 400);
    EXPECT_NE(
        metrics_.text().find("fingerpost_directory_lookups_total{result=\"failed\"} 2\n"),
        std::string::npos
    );
}

TEST_F(DiscoveryTest, signs_profiles_once) {
    const auto signer = std::make_shared<FakeSigner>();
    signing_.use(signer);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@example.com").body, "signed:<?xml");
    EXPECT_EQ(signer->signed_, 1);
    get("/mobileconfig/", "emailaddress=b@example.com");
    EXPECT_EQ(signer->signed_, 2);
    get("/mobileconfig/", "emailaddress=b@example.com&name=B");
    EXPECT_EQ(signer->signed_, 3);
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@stranger.test").status, 404);
    signing_.use(nullptr);
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@example.com").body.substr(0, 5), "<?xml");
}

TEST_F(DiscoveryTest, gives_all_addresses_of_a_profile_the_name) {
    const auto response =
        get("/mobileconfig/", "emailaddress=a@example.com&emailaddress=b@example.com&name=Ann");
    const auto first = response.body.find("<string>Ann</string>");
    ASSERT_NE(first, std::string::npos);
    EXPECT_NE(response.body.find("<string>Ann</string>", first + 1), std::string::npos);
}

TEST_F(DiscoveryTest, answers_profiles_unsigned_once_the_signer_has_expired) {
    const auto signer = std::make_shared<FakeSigner>();
    signing_.use(signer);
    const auto start = [&] {
        return get("/mobileconfig/", "emailaddress=a@example.com").body.substr(0, 5);
    };
    EXPECT_EQ(start(), "signe");
    now_ = 1000;
    EXPECT_EQ(start(), "<?xml");
    EXPECT_EQ(signer->signed_, 1);
}

TEST_F(DiscoveryTest, draws_the_address_of_a_profile) {
    Request request;
    request.host = "autoconfig.example.com";
    request.path = "/mobileconfig/qr.svg";
    request.query = "emailaddress=a@example.com";
    ASSERT_TRUE(is_profile_qr(request));
    const auto draw = [&] { return test::await(answer_profile_qr(request, discovery_, signing_)); };
    const auto svg = draw();
    const auto code =
        qr::QrCode::of("https://autoconfig.example.com/mobileconfig/?emailaddress=a@example.com");
    EXPECT_EQ(svg.body, qr::to_svg(*code));
    EXPECT_EQ(svg.content_type, "image/svg+xml");
    EXPECT_STREQ(svg.protocol, "mobileconfig");
    request.path = "/mobileconfig/qr.png";
    EXPECT_TRUE(draw().body.starts_with("\x89PNG"));
    request.query = "emailaddress=a@stranger.test";
    EXPECT_EQ(draw().status, 404);
    request.query = "emailaddress=a@example.com&name=" + std::string(qr::text_bytes_max, 'x');
    EXPECT_EQ(draw().status, 400);
    request.method = "POST";
    EXPECT_EQ(draw().status, 405);
    request.path = "/mobileconfig/qr.gif";
    EXPECT_FALSE(is_profile_qr(request));
}

TEST_F(DiscoveryTest, answers_an_unsigned_profile_when_signing_fails) {
    const auto signer = std::make_shared<FakeSigner>();
    signer->fails_ = true;
    signing_.use(signer);
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@example.com").body.substr(0, 5), "<?xml");
}

TEST(Discovery, every_protocol_is_a_label_of_the_metrics) {
    for (const auto& row : protocol::all())
        EXPECT_NE(
            std::ranges::find(metrics::protocol_names, row.name), metrics::protocol_names.end()
        ) << row.name;
}

TEST(ProfileSigning, remembers_within_its_bounds) {
    ProfileSigning signing;
    const auto large = [](const char* key) {
        const Response response{200, "", std::string(ProfileSigning::bytes_max / 4, 'x')};
        return std::pair{std::string(key), response};
    };
    const auto sign = [&](const char* key) {
        auto [name, response] = large(key);
        (void)test::await(signing.sign(std::move(name), std::move(response)));
    };
    for (const char* key : {"a", "b", "c"})
        sign(key);
    EXPECT_TRUE(signing.remembered("a"));
    sign("d"); // the least recently used, b, goes
    EXPECT_TRUE(signing.remembered("a"));
    EXPECT_FALSE(signing.remembered("b"));
    signing.use(nullptr);
    EXPECT_FALSE(signing.remembered("a"));
}

} // namespace
} // namespace fingerpost::app
