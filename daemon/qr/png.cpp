#include "qr/png.hpp"

#include <png.h>

#include <stdexcept>

namespace fingerpost::qr {

std::string to_png(const Bitmap& bitmap) {
    std::string colours;
    for (const auto& [red, green, blue] : bitmap.colours)
        for (const auto part : {red, green, blue})
            colours += static_cast<char>(part);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_RGB_COLORMAP;
    image.colormap_entries = static_cast<png_uint_32>(bitmap.colours.size());
    image.width = static_cast<png_uint_32>(bitmap.width);
    image.height = static_cast<png_uint_32>(bitmap.height);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    const auto* pixels = bitmap.pixels.data();
    if (!png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels, 0, colours.data()))
        throw std::runtime_error(std::string("libpng: ") + image.message);
    bytes.resize(size);
    return bytes;
}

} // namespace fingerpost::qr
