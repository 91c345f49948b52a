#include "resolve/query_message.hpp"

#include "base/text.hpp"
#include "support/odd_name_server.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::resolve {

namespace {

test::Heard heard(const Query& query, Manner manner = {}) {
    return {query_message(query, manner), false, 0};
}

} // namespace

TEST(QueryMessage, a_resolver_is_asked_with_recursion_and_for_authenticity) {
    const auto plain = heard({"example.com", Type::a});
    EXPECT_TRUE(plain.recursive());
    EXPECT_TRUE(plain.wants_authentic());
    EXPECT_TRUE(plain.extended());
    EXPECT_FALSE(plain.wants_signatures());
    EXPECT_FALSE(plain.checking_disabled());
    EXPECT_TRUE(heard({"example.com", Type::a}, {true, true}).checking_disabled());
}

TEST(QueryMessage, an_authoritative_server_is_asked_for_what_it_knows_itself) {
    Query query{"example.com", Type::a, {Vantage::Kind::authoritative, "192.0.2.53"}};
    EXPECT_FALSE(heard(query).recursive());
    EXPECT_FALSE(heard(query).wants_authentic());
    query.signatures = true;
    EXPECT_TRUE(heard(query).wants_signatures());
    EXPECT_FALSE(heard(query, {false, false}).extended());
}

TEST(QueryMessage, a_name_that_is_none_gives_no_message) {
    EXPECT_EQ(query_message({std::string(70, 'a') + ".example.com", Type::a}, {}), "");
    EXPECT_EQ(query_message({"a..example.com", Type::a}, {}), "");
}

TEST(QueryMessage, identities_are_not_counted_up) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(query_message({"example.com", Type::a}, {}).substr(0, 2));
    EXPECT_GT(seen.size(), 950U);
}

TEST(QueryMessage, mixed_case_is_the_same_name) {
    const std::string name = "a-long-name-for-letters.example.com";
    const auto mixed = in_mixed_case(name);
    EXPECT_NE(mixed, name);
    EXPECT_EQ(ascii_lower(mixed), name);
}

} // namespace fingerpost::resolve
