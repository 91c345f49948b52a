#include "check/memory.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(Memory, what_begins_like_that_is_remembered_again) {
    test::ServedDomain domain;
    domain.memory = {{"a example.com", "1"}, {"b example.com", "2"}, {"b example.net", "3"}};
    Findings findings;
    keep_memory(domain.subject(), findings, "b ");
    const std::map<std::string, std::string> kept{{"b example.com", "2"}, {"b example.net", "3"}};
    EXPECT_EQ(findings.remembered(), kept);
}

} // namespace fingerpost::check
