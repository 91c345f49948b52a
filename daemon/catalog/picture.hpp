/// @file
/// The kinds of picture that every browser draws.
#pragma once

#include <span>
#include <string_view>

namespace fingerpost {

struct PictureType {
    std::string_view ending; ///< of a file's name, lower case
    std::string_view type;   ///< RFC 6838 media type
};
std::span<const PictureType> picture_types();

/// By the ending of a file's name or a URL's path, in any letter case; "" when it says none.
std::string_view picture_type(std::string_view name);

} // namespace fingerpost
