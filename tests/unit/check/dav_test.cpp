#include "check/dav.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

constexpr auto caldavs = "_caldavs._tcp.example.com.";

/// The TXT records of calendars, beside our SRV record.
DiscoveryDomain with_paths(const Lines& texts) {
    DiscoveryDomain domain;
    Lines lines{std::string(caldavs) + " 60 SRV 0 1 443 dav.example.net."};
    for (const auto& text : texts)
        lines.push_back(std::string(caldavs) + " 60 TXT " + text);
    domain.publish_but(lines);
    return domain;
}

TEST(Dav, the_catalogs_path_is_right_however_it_is_written) {
    EXPECT_EQ(with_paths({"\"path=/dav/\""}).fires("dav"), Lines{});
    EXPECT_EQ(with_paths({"\"Path=/d%61v\"", "\"other=words\""}).fires("dav"), Lines{});
}

TEST(Dav, a_path_is_missing_or_wrong) {
    EXPECT_EQ(with_paths({}).fires("dav"), Lines{"dav-path-txt missing"});
    EXPECT_EQ(with_paths({"\"path=dav/\""}).fires("dav"), Lines{"dav-path-txt wrong"});
    EXPECT_EQ(with_paths({"\"path=/old/\""}).fires("dav"), Lines{"dav-path-txt wrong"});
}

TEST(Dav, of_several_paths_the_wrong_ones_go) {
    const auto findings = with_paths({"\"path=/dav/\"", "\"path=/old/\""}).judge("dav");
    const auto* finding = test::find(findings, "dav-path-txt", Verdict::conflict);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(
        test::lines_of(finding->withdraw), Lines{"_caldavs._tcp.example.com. TXT \"path=/old/\""}
    );
}

TEST(Dav, a_path_nobody_can_look_up_is_unknown) {
    auto domain = with_paths({"\"path=/dav/\""});
    domain.world.fail("_caldavs._tcp.example.com", resolve::Type::txt, resolve::Failure::servfail);
    EXPECT_EQ(domain.fires("dav"), Lines{"dav-path-txt unknown"});
}

TEST(Dav, what_answers_at_the_path_must_be_a_dav_server) {
    auto domain = with_paths({"\"path=/dav/\""});
    domain.circumstances.live = true;
    const std::string url = "https://dav.example.net/dav/";
    for (const int status : {207, 401, 301}) {
        domain.world.page(url, status, "text/xml", "");
        EXPECT_EQ(domain.fires("dav"), Lines{}) << status;
    }
    domain.world.page(url, 404, "text/html", "");
    EXPECT_EQ(domain.fires("dav"), Lines{"dav-path-txt wrong"});
    domain.world.page(url, Page(Error{Errc::timeout, "timed out"}));
    EXPECT_EQ(domain.fires("dav"), Lines{"dav-path-txt unknown"});
}

TEST(Dav, without_a_path_the_well_known_url_must_lead_on) {
    DiscoveryDomain domain;
    for (auto& server : domain.offer.dav_servers)
        server.path = "/";
    domain.publish();
    EXPECT_EQ(domain.fires("dav"), Lines{});
    domain.circumstances.live = true;
    for (const auto* name : {"caldav", "carddav"})
        domain.world.page(
            std::string("https://dav.example.net/.well-known/") + name, 307, "text/plain", ""
        );
    EXPECT_TRUE(test::holds(domain.judge("dav"), "dav-wellknown"));
    domain.world.page("https://dav.example.net/.well-known/caldav", 404, "text/plain", "");
    EXPECT_EQ(domain.fires("dav"), Lines{"dav-wellknown wrong"});
}

} // namespace

} // namespace fingerpost::check
