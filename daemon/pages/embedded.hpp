/// @file
/// Files of web/people, compiled in (cmake/toolbox.cmake, embed).
#pragma once

#include <string_view>

namespace fingerpost::pages {

extern const std::string_view style_css;
extern const std::string_view copy_js;

} // namespace fingerpost::pages
