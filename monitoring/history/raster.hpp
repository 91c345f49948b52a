/// @file
/// Lines, rectangles and small letters on a grid of pixels, for pictures that no browser draws.
/// Pure. What lies outside is left out.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::history {

/// The number of a colour; who writes the picture knows which it is.
using Ink = char;

class Raster {
public:
    Raster(int width, int height, Ink paper);

    /// Both corners belong to it; in any order.
    void fill(int left, int top, int right, int bottom, Ink ink);

    /// `x`, `y`: the upper left corner. A letter that has no form is a box.
    void text(int x, int y, std::string_view text, Ink ink);
    static int text_width(std::string_view text);
    static constexpr int text_height = 10;

    int width() const { return width_; }
    int height() const { return height_; }
    const std::string& pixels() const { return pixels_; } ///< row by row

private:
    int width_;
    int height_;
    std::string pixels_;
};

} // namespace fingerpost::history
