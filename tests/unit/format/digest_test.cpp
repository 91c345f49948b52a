#include "format/digest.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::format;

// the figures are xxhsum's
TEST(Digest, is_xxh64) {
    EXPECT_EQ(digest(""), "ef46db3751d8e999");
    EXPECT_EQ(digest("abc"), "44bc2cf5ad770999");
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += static_cast<char>(33 + i % 90);
    EXPECT_EQ(digest(text), "d7f6effeb66f4ed1");
}
