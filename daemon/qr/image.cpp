#include "qr/image.hpp"

#include "qr/png.hpp"

#include <algorithm>

namespace fingerpost::qr {

namespace {

constexpr int quiet = 4; ///< modules

int modules(const QrCode& code) {
    return code.width() + 2 * quiet;
}

/// On each side of a module: about 400 for the picture, three where that is too little.
int pixels_of_module(const QrCode& code) {
    return std::max(3, 400 / modules(code));
}

/// One octet a pixel, 1 for dark.
std::string pixels_of(const QrCode& code) {
    const int pixels = pixels_of_module(code);
    std::string all;
    for (int y = -quiet; y < code.width() + quiet; ++y) {
        std::string row;
        for (int x = -quiet; x < code.width() + quiet; ++x)
            row.append(static_cast<std::size_t>(pixels), code.dark(x, y) ? '\1' : '\0');
        for (int line = 0; line < pixels; ++line)
            all += row;
    }
    return all;
}

} // namespace

std::string to_png(const QrCode& code) {
    const int side = modules(code) * pixels_of_module(code);
    return to_png(Bitmap{side, side, pixels_of(code), {{0xff, 0xff, 0xff}, {0, 0, 0}}});
}

std::string to_svg(const QrCode& code) {
    const auto side = std::to_string(modules(code));
    const auto shown = std::to_string(modules(code) * pixels_of_module(code));
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + shown +
                      "\" height=\"" + shown + "\" viewBox=\"0 0 " + side + ' ' + side +
                      "\" shape-rendering=\"crispEdges\">\n"
                      "<path fill=\"#fff\" d=\"M0 0h" +
                      side + 'v' + side + "H0z\"/>\n<path d=\"";
    for (int y = 0; y < code.width(); ++y)
        for (int x = 0; x < code.width(); ++x) {
            if (!code.dark(x, y)) continue;
            const int start = x;
            while (code.dark(x + 1, y))
                ++x;
            const auto length = std::to_string(x - start + 1);
            svg.append("M").append(std::to_string(start + quiet));
            svg.append(" ").append(std::to_string(y + quiet));
            svg.append("h").append(length).append("v1h-").append(length).append("z");
        }
    return svg + "\"/>\n</svg>\n";
}

std::string to_text(const QrCode& code) {
    // most terminals are dark: what is light is drawn, the dark modules are left out
    constexpr const char* blocks[2][2] = {{"█", "▀"}, {"▄", " "}}; // [upper dark][lower dark]
    std::string text;
    for (int y = -quiet; y < code.width() + quiet; y += 2) {
        for (int x = -quiet; x < code.width() + quiet; ++x)
            text += blocks[code.dark(x, y)][code.dark(x, y + 1)];
        text += '\n';
    }
    return text;
}

} // namespace fingerpost::qr
