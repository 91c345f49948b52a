#include "app/discovery.hpp"

#include "app/profile_signing.hpp"
#include "support/await.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

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
    std::int64_t not_after() const override { return 0; }

    mutable std::atomic<int> signed_ = 0;
    bool fails_ = false;
};

class DiscoveryTest : public testing::Test {
protected:
    DiscoveryTest() {
        CatalogBuilder builder;
        builder.set("example.com", builder.add_offer(test::full_offer()));
        builder.set("empty.test", builder.add_offer(Offer()));
        catalog_.set(std::move(builder).build());
    }

    Response
    ask(std::string method, std::string path, std::string query = "", std::string body = "") {
        Request request;
        request.method = std::move(method);
        request.host = host_;
        request.path = std::move(path);
        request.query = std::move(query);
        request.body = std::move(body);
        return test::await(discovery_(request));
    }
    Response get(std::string path, std::string query = "") { return ask("GET", path, query); }

    std::string host_ = "127.0.0.1";
    Snapshot<Catalog> catalog_{Catalog()};
    ProfileSigning signing_;
    Discovery discovery_{catalog_, signing_, [] { return protocol::TimeOfDay(0); }};
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
          "/autodiscover/autodiscover.xml",
          "/mobileconfig/"}) {
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

TEST_F(DiscoveryTest, names_the_methods_a_path_takes) {
    const auto response = ask("DELETE", "/AUTODISCOVER/autodiscover.xml");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.headers[0].second, "GET, HEAD, POST");
    EXPECT_EQ(get("/elsewhere").status, 404);
}

TEST_F(DiscoveryTest, follows_the_catalog) {
    CatalogBuilder builder;
    builder.set("*", builder.add_offer(test::mail_offer()));
    catalog_.set(std::move(builder).build());
    EXPECT_EQ(get(autoconfig, "emailaddress=jane@anything.test").status, 200);
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
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@stranger.test").body, "");
    signing_.use(nullptr);
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@example.com").body.substr(0, 5), "<?xml");
}

TEST_F(DiscoveryTest, answers_an_unsigned_profile_when_signing_fails) {
    const auto signer = std::make_shared<FakeSigner>();
    signer->fails_ = true;
    signing_.use(signer);
    EXPECT_EQ(get("/mobileconfig/", "emailaddress=a@example.com").body.substr(0, 5), "<?xml");
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
