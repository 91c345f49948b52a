#include "catalog/picture.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Picture, is_known_by_the_ending_of_its_name) {
    EXPECT_EQ(picture_type("logo.SVG"), "image/svg+xml");
    EXPECT_EQ(picture_type("/a.b/photo.jpg"), "image/jpeg");
    EXPECT_EQ(picture_type("logo"), "");
    EXPECT_EQ(picture_type("logo.gif"), "");
    for (const auto& [ending, type] : picture_types())
        EXPECT_EQ(picture_type("x" + std::string(ending)), type);
}

} // namespace
} // namespace fingerpost
