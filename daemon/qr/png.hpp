/// @file
/// Pictures of few colours as PNG: QR codes, and graphs of the history. Spec: W3C PNG. Home of
/// libpng.
#pragma once

#include <string>
#include <vector>

namespace fingerpost::qr {

struct Colour {
    unsigned char red = 0;
    unsigned char green = 0;
    unsigned char blue = 0;
};

struct Bitmap {
    int width = 0;
    int height = 0;
    std::string pixels;          ///< row by row, each the number of a colour
    std::vector<Colour> colours; ///< 256 at most
};

/// Two colours take one bit for each pixel, sixteen take four. Throws std::runtime_error.
std::string to_png(const Bitmap& bitmap);

} // namespace fingerpost::qr
