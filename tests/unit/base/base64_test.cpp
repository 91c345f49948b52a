#include "base/base64.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;

TEST(Base64, reads_what_rfc_4648_writes) {
    EXPECT_EQ(base64_decoded(""), "");
    EXPECT_EQ(base64_decoded("Zg=="), "f");
    EXPECT_EQ(base64_decoded("Zm8="), "fo");
    EXPECT_EQ(base64_decoded("Zm9v"), "foo");
    EXPECT_EQ(base64_decoded("Zm9vYmFy"), "foobar");
    EXPECT_EQ(base64_decoded("+/8="), "\xfb\xff");
}

TEST(Base64, refuses_everything_else) {
    for (const auto* text : {"Z", "Zg", "Zg=", "Zg=a", "====", "Zm9v Zm9v", "Zm9-", "Zh==", "Zm9="})
        EXPECT_FALSE(base64_decoded(text)) << text;
}
