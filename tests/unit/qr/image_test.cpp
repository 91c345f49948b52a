#include "qr/image.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace fingerpost::qr {
namespace {

constexpr const char* url = "https://autoconfig.example.com/mobileconfig/?emailaddress=a%40b.test";

TEST(QrCode, has_its_three_finders_and_ends_there) {
    const auto code = QrCode::of(url);
    ASSERT_TRUE(code);
    const int last = code->width() - 1;
    for (const auto& [x, y] : {std::pair{0, 0}, {last, 0}, {0, last}})
        EXPECT_TRUE(code->dark(x, y));
    EXPECT_FALSE(code->dark(7, 7)); // a finder's separator
    EXPECT_FALSE(code->dark(-1, 0));
    EXPECT_FALSE(code->dark(0, last + 1));
}

TEST(QrCode, refuses_what_nobody_could_scan) {
    EXPECT_TRUE(QrCode::of(std::string(text_bytes_max, 'x')));
    EXPECT_EQ(QrCode::of(std::string(text_bytes_max + 1, 'x')).error().code, Errc::bad_request);
    EXPECT_FALSE(QrCode::of(""));
    EXPECT_FALSE(QrCode::of(std::string_view("a\0b", 3)));
}

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
