#include "catalog/account_settings.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

std::string common_url(std::string host, std::string path) {
    const Offer nothing;
    auto server = test::sample_dav_server(DavService::caldav, std::move(path));
    server.host = std::move(host);
    return AccountSettings{nothing, "example.com", std::nullopt}.common_url(server);
}

TEST(AccountSettings, a_common_url_ends_before_the_user_s_own_part) {
    EXPECT_EQ(common_url("dav.test", "/dav/"), "https://dav.test/dav/");
    EXPECT_EQ(common_url("dav.test", "/dav/%EMAILADDRESS%/x"), "https://dav.test/dav/");
    EXPECT_EQ(common_url("dav.test", "/dav/u-%EMAILLOCALPART%"), "https://dav.test/dav/");
    EXPECT_EQ(common_url("dav.test", "/%EMAILADDRESS%"), "https://dav.test/");
}

TEST(AccountSettings, a_common_url_knows_the_domain) {
    EXPECT_EQ(
        common_url("dav.%EMAILDOMAIN%", "/%EMAILDOMAIN%/ü"),
        "https://dav.example.com/example.com/%C3%BC"
    );
}

} // namespace
} // namespace fingerpost
