#include "cli/domain_row.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

TEST(ShownName, adds_what_people_read) {
    EXPECT_EQ(shown_name("example.com"), "example.com");
    EXPECT_EQ(shown_name("xn--mller-kva.test"), "xn--mller-kva.test (m\u00fcller.test)");
    EXPECT_EQ(shown_name("*.xn--mller-kva.test"), "*.xn--mller-kva.test (*.m\u00fcller.test)");
    EXPECT_EQ(shown_name("*"), "*");
}

} // namespace
} // namespace fingerpost::cli
