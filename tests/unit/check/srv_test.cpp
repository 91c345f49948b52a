#include "check/srv.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(Srv, is_silent_of_a_domain_that_offers_nothing_and_has_no_records) {
    test::DiscoveryDomain domain;
    domain.offer = {};
    domain.host = {};
    EXPECT_EQ(domain.fires("srv"), std::vector<std::string>{});
}

TEST(Srv, of_a_lost_resolver_nothing_is_told_but_that) {
    test::DiscoveryDomain domain;
    domain.publish();
    for (const auto& label :
         {"_imaps",
          "_imap",
          "_pop3s",
          "_pop3",
          "_submissions",
          "_submission",
          "_sieve",
          "_jmap",
          "_caldavs",
          "_caldav",
          "_carddavs",
          "_carddav"})
        domain.world.fail(
            label + std::string("._tcp.example.com"), resolve::Type::srv, resolve::Failure::timeout
        );
    for (const auto& line : domain.fires("srv"))
        EXPECT_TRUE(line.ends_with(" unknown")) << line;
}

} // namespace fingerpost::check
