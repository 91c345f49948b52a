#include "check/names.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(Names, without_a_label_that_nobody_has_published_wildcards_are_left_out) {
    test::DiscoveryDomain domain;
    domain.circumstances.random_label = "";
    domain.world.add("*.example.com. 60 A 203.0.113.80");
    EXPECT_EQ(domain.fires("names"), std::vector<std::string>{});
    domain.circumstances.random_label = "q7x2";
    EXPECT_NE(domain.fires("names"), std::vector<std::string>{});
}

} // namespace fingerpost::check
