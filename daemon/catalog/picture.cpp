#include "catalog/picture.hpp"

#include "base/text.hpp"

#include <array>

namespace fingerpost {

namespace {

constexpr std::array table{
    PictureType{".svg", "image/svg+xml"},
    PictureType{".png", "image/png"},
    PictureType{".jpg", "image/jpeg"},
    PictureType{".jpeg", "image/jpeg"},
    PictureType{".webp", "image/webp"},
};

} // namespace

std::span<const PictureType> picture_types() {
    return table;
}

std::string_view picture_type(std::string_view name) {
    const auto lower = ascii_lower(name);
    for (const auto& [ending, type] : table)
        if (lower.ends_with(ending)) return type;
    return {};
}

} // namespace fingerpost
