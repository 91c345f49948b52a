#include "zone/dav_srv.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;

namespace {

std::string calendars(std::vector<std::string> paths, bool tls = true) {
    Offer offer;
    for (auto& path : paths) {
        auto server = test::sample_dav_server(DavService::caldav, std::move(path));
        server.tls = tls;
        server.port = static_cast<std::uint16_t>(443 + offer.dav_servers.size());
        offer.dav_servers.push_back(std::move(server));
    }
    return at(desired_for(offer), tls ? "_caldavs._tcp.example.com." : "_caldav._tcp.example.com.");
}

} // namespace

TEST(DavSrv, the_path_stands_beside_the_server) {
    EXPECT_EQ(calendars({"/dav/"}), R"(SRV 0 1 443 dav.example.net. | TXT "path=/dav/")");
    EXPECT_EQ(calendars({"/dav/"}, false), R"(SRV 0 1 443 dav.example.net. | TXT "path=/dav/")");
}

TEST(DavSrv, the_root_needs_no_path_record) {
    EXPECT_EQ(calendars({"/"}), "SRV 0 1 443 dav.example.net.");
}

TEST(DavSrv, a_path_for_each_user_is_not_published) {
    EXPECT_EQ(calendars({"/dav/%EMAILADDRESS%/"}), "SRV 0 1 443 dav.example.net.");
}

TEST(DavSrv, a_path_for_each_domain_is) {
    EXPECT_EQ(
        calendars({"/%EMAILDOMAIN%/"}), R"(SRV 0 1 443 dav.example.net. | TXT "path=/example.com/")"
    );
}

TEST(DavSrv, a_path_too_long_for_one_string_is_left_out_because_it_may_not_be_split) {
    EXPECT_EQ(calendars({'/' + std::string(260, 'x')}), "SRV 0 1 443 dav.example.net.");
}

TEST(DavSrv, servers_that_differ_in_path_have_no_common_one) {
    EXPECT_EQ(
        calendars({"/a/", "/b/"}), "SRV 0 1 443 dav.example.net. | SRV 10 1 444 dav.example.net."
    );
    EXPECT_EQ(
        calendars({"/a/", "/a/"}),
        R"(SRV 0 1 443 dav.example.net. | SRV 10 1 444 dav.example.net. | TXT "path=/a/")"
    );
}

TEST(DavSrv, quotes_backslashes_and_other_octets_are_escaped) {
    const std::string path = "/a\"b\\c\xc3\xbc;/";
    EXPECT_EQ(calendars({path}), R"(SRV 0 1 443 dav.example.net. | TXT "path=/a\"b\\c\195\188;/")");
}

TEST(DavSrv, a_server_that_cannot_be_listed_has_no_path_record_either) {
    Offer offer;
    offer.dav_servers = {test::sample_dav_server(DavService::caldav, "/dav/")};
    offer.dav_servers[0].host = "192.0.2.9";
    EXPECT_EQ(at(desired_for(offer), "_caldavs._tcp.example.com."), "");
}

TEST(DavSrv, jmap_is_listed_over_https_only) {
    Offer offer;
    offer.dav_servers = {test::sample_dav_server(DavService::jmap, "/jmap/session")};
    EXPECT_EQ(at(desired_for(offer), "_jmap._tcp.example.com."), "SRV 0 1 443 dav.example.net.");
    offer.dav_servers[0].tls = false;
    EXPECT_EQ(at(desired_for(offer), "_jmap._tcp.example.com."), "");
}

TEST(DavSrv, a_host_for_each_domain_is_named) {
    Offer offer;
    offer.dav_servers = {
        test::sample_dav_server(DavService::caldav, "/dav/"),
        test::sample_dav_server(DavService::jmap, "/")};
    for (auto& server : offer.dav_servers)
        server.host = "dav.%EMAILDOMAIN%";
    const auto records = desired_for(offer);
    EXPECT_EQ(
        at(records, "_caldavs._tcp.example.com."),
        R"(SRV 0 1 443 dav.example.com. | TXT "path=/dav/")"
    );
    EXPECT_EQ(at(records, "_jmap._tcp.example.com."), "SRV 0 1 443 dav.example.com.");
}

TEST(DavSrv, what_a_served_domain_does_not_offer_is_denied) {
    const auto records = desired_for(test::mail_offer());
    for (const auto* label : {"_caldavs", "_caldav", "_carddavs", "_carddav", "_jmap"})
        EXPECT_EQ(at(records, label + std::string("._tcp.example.com.")), "SRV 0 0 0 .") << label;
}
