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

TEST(Digest, every_octet_counts_at_every_length) {
    for (std::size_t size = 1; size < 100; ++size) {
        const std::string text(size, 'a');
        EXPECT_NE(xxh64(text), xxh64(text.substr(1)));
        for (std::size_t i = 0; i < size; ++i) {
            auto other = text;
            other[i] = static_cast<char>(0xe1);
            EXPECT_NE(xxh64(text), xxh64(other));
        }
    }
}
