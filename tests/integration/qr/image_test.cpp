#include "qr/image.hpp"

#include "support/program.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace fingerpost::qr {
namespace {

constexpr const char* url = "https://autoconfig.example.com/mobileconfig/"
                            "?emailaddress=fr%C3%A9d%2Bx%40example.com&name=F%20E";

class QrScanned : public testing::Test {
protected:
    std::string scanned(const std::filesystem::path& picture) const {
        const auto output = scratch_ / "output";
        const int status = test::run({"zbarimg", "--nodbus", "--quiet", "--raw", picture}, output);
        EXPECT_EQ(status, 0);
        std::ifstream in(output, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    test::Scratch scratch_;
};

TEST_F(QrScanned, as_png) {
    FINGERPOST_NEEDS_PROGRAM("zbarimg");
    for (const auto& text : {std::string(url), std::string(900, 'x')}) {
        const auto picture = scratch_.write("code.png", to_png(QrCode::of(text).value()));
        EXPECT_EQ(scanned(picture), text + '\n');
    }
}

TEST_F(QrScanned, as_svg) {
    FINGERPOST_NEEDS_PROGRAM("zbarimg");
    FINGERPOST_NEEDS_PROGRAM("rsvg-convert");
    const auto svg = scratch_.write("code.svg", to_svg(QrCode::of(url).value()));
    const auto picture = scratch_ / "drawn.png";
    ASSERT_EQ(test::run({"rsvg-convert", svg, "-o", picture}, scratch_ / "output"), 0);
    EXPECT_EQ(scanned(picture), std::string(url) + '\n');
}

/// The terminal's cells as pixels of a grey bitmap, ten to a module.
std::string drawn(const std::string& text) {
    std::string rows[2];
    std::string all;
    std::size_t width = 0;
    std::size_t height = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto cell = text.substr(i, text[i] == ' ' || text[i] == '\n' ? 1 : 3);
        i += cell.size();
        if (cell != "\n") {
            rows[0].append(10, cell == "█" || cell == "▀" ? '\xff' : '\0');
            rows[1].append(10, cell == "█" || cell == "▄" ? '\xff' : '\0');
            continue;
        }
        width = rows[0].size();
        for (auto& row : rows) {
            for (int line = 0; line < 10; ++line)
                all += row;
            row.clear();
        }
        height += 20;
    }
    return "P5 " + std::to_string(width) + ' ' + std::to_string(height) + " 255\n" + all;
}

TEST_F(QrScanned, as_text) {
    FINGERPOST_NEEDS_PROGRAM("zbarimg");
    const auto picture = scratch_.write("code.pgm", drawn(to_text(QrCode::of(url).value())));
    EXPECT_EQ(scanned(picture), std::string(url) + '\n');
}

} // namespace
} // namespace fingerpost::qr
