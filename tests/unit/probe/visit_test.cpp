#include "probe/visit.hpp"

#include <gtest/gtest.h>

namespace fingerpost::probe {

TEST(Visit, everything_has_a_name) {
    EXPECT_EQ(name(Dialogue::none), "TLS");
    EXPECT_EQ(name(Dialogue::managesieve), "ManageSieve");
    EXPECT_EQ(name(Protection::starttls), "STARTTLS");
    EXPECT_EQ(name(Protection::none), "no TLS");
    EXPECT_EQ(name(Trouble::none), "none");
    EXPECT_EQ(name(Trouble::no_tls), "no TLS");
}

TEST(Visit, what_may_be_the_network_or_the_moment_says_nothing_of_the_server) {
    for (const auto trouble :
         {Trouble::not_allowed, Trouble::unreachable, Trouble::timeout, Trouble::closed})
        EXPECT_TRUE(is_unknown(trouble)) << name(trouble);
    for (const auto trouble :
         {Trouble::none,
          Trouble::refused,
          Trouble::not_the_service,
          Trouble::no_starttls,
          Trouble::starttls_failed,
          Trouble::injected,
          Trouble::no_tls})
        EXPECT_FALSE(is_unknown(trouble)) << name(trouble);
}

} // namespace fingerpost::probe
