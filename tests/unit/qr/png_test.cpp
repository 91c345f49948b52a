#include "qr/png.hpp"

#include <gtest/gtest.h>

namespace fingerpost::qr {
namespace {

/// What stands in the IHDR chunk: width, height, bits of a pixel, and 3 for a palette (PNG
/// §11.2.1).
struct Header {
    int width, height, bits, kind;
    bool operator==(const Header&) const = default;
};

Header header_of(const std::string& png) {
    const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(png.at(at)); };
    return {octet(18) * 256 + octet(19), octet(22) * 256 + octet(23), octet(24), octet(25)};
}

TEST(Png, has_a_palette_of_the_colours_given) {
    const auto png = to_png({2, 3, std::string("\0\1\1\0\0\1", 6), {{1, 2, 3}, {250, 251, 252}}});
    EXPECT_TRUE(png.starts_with("\x89PNG\r\n"));
    EXPECT_EQ(header_of(png), (Header{2, 3, 1, 3}));
    EXPECT_NE(png.find("PLTE\x01\x02\x03\xfa\xfb\xfc"), std::string::npos);
}

TEST(Png, takes_as_many_bits_as_its_colours_need) {
    const auto bits = [](std::size_t colours) {
        return header_of(to_png({1, 1, std::string(1, '\0'), std::vector<Colour>(colours)})).bits;
    };
    EXPECT_EQ(bits(2), 1);
    EXPECT_EQ(bits(7), 4);
    EXPECT_EQ(bits(200), 8);
}

} // namespace
} // namespace fingerpost::qr
