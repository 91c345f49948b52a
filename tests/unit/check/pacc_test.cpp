#include "check/pacc.hpp"

#include "protocol/pacc.hpp"
#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using test::DiscoveryDomain;
using Lines = std::vector<std::string>;

constexpr auto owner = "_ua-auto-config.example.com.";
constexpr auto url = "https://ua-auto-config.example.com/.well-known/user-agent-configuration.json";

std::string line(const std::string& text) {
    return std::string(owner) + " 60 TXT \"" + text + '"';
}

DiscoveryDomain domain_with(const Lines& lines) {
    DiscoveryDomain domain;
    domain.left_out = {owner};
    domain.publish_but(lines);
    return domain;
}

TEST(Pacc, the_catalogs_digest_is_right_among_others) {
    DiscoveryDomain domain;
    domain.world.add(line(protocol::pacc_record("{\"former\":true}")));
    domain.world.add(line("some other text"));
    domain.publish();
    EXPECT_EQ(domain.fires("pacc"), Lines{});
    EXPECT_TRUE(test::holds(domain.judge("pacc"), "ua-auto-config-digest"));
}

TEST(Pacc, no_digest_and_anothers_digest_are_told_apart) {
    EXPECT_EQ(domain_with({}).fires("pacc"), Lines{"ua-auto-config-digest missing"});
    EXPECT_EQ(
        domain_with({line("v=spf1 -all")}).fires("pacc"), Lines{"ua-auto-config-digest missing"}
    );
    EXPECT_EQ(
        domain_with({line(protocol::pacc_record("{}"))}).fires("pacc"),
        Lines{"ua-auto-config-digest wrong"}
    );
}

TEST(Pacc, what_is_served_counts_more_than_what_ought_to_be) {
    auto domain = domain_with({line(
        "a=sha256;v=UAAC1;d=" +
        protocol::pacc_record("{}").substr(sizeof "v=UAAC1; a=sha256; d=" - 1)
    )});
    domain.world.add("ua-auto-config.example.com. 60 A 192.0.2.1");
    domain.left_out.push_back("ua-auto-config.example.com.");
    domain.circumstances.live = true;
    domain.world.page(url, 200, "application/json", "{}");
    EXPECT_EQ(domain.fires("pacc"), Lines{});
    domain.world.page(url, 200, "application/json", "{ }");
    EXPECT_EQ(domain.fires("pacc"), Lines{"ua-auto-config-digest wrong"});
}

TEST(Pacc, a_digest_nobody_can_look_up_is_unknown) {
    DiscoveryDomain domain;
    domain.world.fail("_ua-auto-config.example.com", resolve::Type::txt, resolve::Failure::timeout);
    EXPECT_EQ(domain.fires("pacc"), Lines{"ua-auto-config-digest unknown"});
}

} // namespace

} // namespace fingerpost::check
