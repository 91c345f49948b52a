#include "http/token.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::http {
namespace {

TEST(Token, is_another_each_time) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto token = random_token();
        EXPECT_TRUE(is_token(token)) << token;
        EXPECT_TRUE(seen.insert(token).second);
    }
}

TEST(Token, has_one_form) {
    EXPECT_FALSE(is_token(""));
    EXPECT_FALSE(is_token(std::string(31, 'a')));
    EXPECT_FALSE(is_token(std::string(33, 'a')));
    EXPECT_FALSE(is_token(std::string(31, 'a') + '='));
    EXPECT_TRUE(is_token("ABCDEFGHIJKLMNOPQRSTUVWXYZab09-_"));
}

} // namespace
} // namespace fingerpost::http
