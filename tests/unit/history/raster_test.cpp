#include "history/raster.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::history {
namespace {

std::string drawn(std::string_view text) {
    Raster raster(Raster::text_width(text), Raster::text_height, '.');
    raster.text(0, 0, text, '#');
    return raster.pixels();
}

TEST(Raster, fills_what_lies_inside) {
    Raster raster(3, 2, '.');
    raster.fill(5, 1, 1, -7, '#');
    EXPECT_EQ(raster.pixels(), ".##.##");
    raster.fill(-5, 0, -1, 1, '!');
    raster.fill(0, 2, 2, 9, '!');
    EXPECT_EQ(raster.pixels(), ".##.##");
}

TEST(Raster, has_a_form_for_each_letter) {
    EXPECT_EQ(
        drawn("1"),
        "..##.."
        "..##.."
        "####.."
        "####.."
        "..##.."
        "..##.."
        "..##.."
        "..##.."
        "######"
        "######"
    );
    std::set<std::string> forms;
    for (char letter = '!'; letter <= '~'; ++letter)
        EXPECT_TRUE(forms.insert(drawn({&letter, 1})).second) << letter;
    EXPECT_EQ(drawn("µ"), drawn("u"));
    EXPECT_FALSE(forms.contains(drawn("é")));
}

} // namespace
} // namespace fingerpost::history
