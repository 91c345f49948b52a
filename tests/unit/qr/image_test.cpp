#include "qr/image.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace fingerpost::qr {
namespace {

constexpr const char* url = "https://autoconfig.example.com/mobileconfig/?emailaddress=a%40b.test";

/// The modules an SVG of ours paints black: "M<x> <y>h<n>v1h-<n>z" again and again.
std::string painted(const std::string& svg, int width) {
    std::string all(static_cast<std::size_t>(width * width), ' ');
    std::istringstream path(svg.substr(svg.rfind("d=\"M") + 3));
    char letter = 0;
    int x = 0;
    int y = 0;
    int length = 0;
    while (path >> letter && letter == 'M') {
        path >> x >> y >> letter >> length;
        for (int i = 0; i < length; ++i)
            all.at(static_cast<std::size_t>((y - 4) * width + x - 4 + i)) = '#';
        std::string rest;
        std::getline(path, rest, 'z');
    }
    return all;
}

TEST(QrImage, as_svg_paints_the_dark_modules) {
    const auto code = QrCode::of(url).value();
    std::string wanted;
    for (int y = 0; y < code.width(); ++y)
        for (int x = 0; x < code.width(); ++x)
            wanted += code.dark(x, y) ? '#' : ' ';
    EXPECT_EQ(painted(to_svg(code), code.width()), wanted);
}

TEST(QrImage, as_text_has_two_rows_a_line) {
    const auto code = QrCode::of("x").value();
    const auto text = to_text(code);
    EXPECT_EQ(code.width(), 21);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), (21 + 8 + 1) / 2);
    // two light rows of 29, two more, then a finder: 7 dark of 21
    const std::string line = "█████████████████████████████\n";
    EXPECT_TRUE(text.starts_with(line + line + "████ ▄▄▄▄▄ "));
}

TEST(QrImage, is_bounded) {
    const auto code = QrCode::of(std::string(text_bytes_max, '\xff')).value();
    EXPECT_LT(to_png(code).size(), 60'000U);
    EXPECT_LT(to_svg(code).size(), 200'000U);
}

} // namespace
} // namespace fingerpost::qr
